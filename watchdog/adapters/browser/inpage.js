// Runs inside the page by evaluate(): it reads, it scrolls, it never changes the document and leaves nothing behind.
// `settled` resolves when the page looks finished and has not changed for a frame, or after `a.timeout` ms, and takes the
// document's text and the rows' places in the same moment.
(a) => {
  const shown = (e) => e.getClientRects().length > 0;
  const all = (css) => { try { return [...document.querySelectorAll(css)]; } catch { return []; } };
  const any = (css) => all(css).some(shown);
  const present = (css) => { try { return document.querySelector(css) !== null; } catch { return false; } };
  // While placeholders stand nothing else needs to be looked at: the page changes with every card that comes.
  const unfinished = () => a.skeletons.some(present) && !a.overlays.some(any);
  const words = (e) => (e ? e.textContent || "" : "").normalize("NFC").replace(/\s+/g, " ").trim();
  const regex = (text, flags) => { try { return new RegExp(text, flags); } catch { return null; } };
  const keyPattern = a.key ? regex(a.key, "") : null;

  const rows = () => {
    for (const css of a.rows) { const found = all(css); if (found.length) return found; }
    return [];
  };
  const keyOf = (row) => {
    const text = words(row);
    const hit = keyPattern && text.match(keyPattern);
    return hit ? hit[0] : text.slice(0, 200);
  };
  const marked = (m) => {
    if (m.url) { const r = regex(m.url, "i"); if (!r || !r.test(location.href)) return false; }
    if (!m.css && !m.text) return Boolean(m.url);
    if (!m.css && !m.url && rows().length) return false;
    // There is no body while the page goes elsewhere.
    const places = m.css ? all(m.css).filter(shown) : [document.body].filter(Boolean);
    if (!places.length) return false;
    if (!m.text) return true;
    const r = regex(m.text, "iu") || regex(m.text, "i");
    // A script's text is not the page's: innerText leaves it out.
    const text = (e) => (m.css ? words(e) : e.innerText.normalize("NFC"));
    return Boolean(r) && places.some((e) => r.test(text(e)));
  };
  const signals = () => {
    const found = rows();
    return {
      rows: found.length,
      first: found.length ? keyOf(found[0]) : "",
      last: found.length ? keyOf(found[found.length - 1]) : "",
      skeletons: a.skeletons.some(present),
      marker: a.markers.findIndex(marked),
      overlay: a.overlays.findIndex(any),
      current: a.current ? words(all(a.current)[0]) : "",
      next: a.next ? all(a.next).some((e) => shown(e) && !(a.disabled && e.matches(a.disabled))) : false,
      size: document.getElementsByTagName("*").length,
      text: document.body ? document.body.textContent.length : 0,
      url: location.href,
    };
  };
  const plausible = (s) => {
    if (document.readyState === "loading") return false;
    const marker = s.marker >= 0 ? a.markers[s.marker] : null;
    if (marker && marker.blocks) return true;
    if (s.overlay >= 0) return true;
    if (s.skeletons) return false;
    if (a.rows.length && !(marker && marker.nothing)) {
      if (!s.rows) return false;
      return !a.before || (s.first !== a.before.first && (!a.current || s.current !== a.before.current));
    }
    return Boolean(marker) || !a.markers.length;
  };
  const place = (e) => {
    const r = e.getBoundingClientRect();
    return [r.x + scrollX, r.y + scrollY, r.width, r.height];
  };
  const taken = (s, ok, still) => {
    if (!ok && !still && !a.last) return { ...s, ok, still, signature: signature(s), html: "", rects: [] };
    if (scrollX || scrollY) scrollTo({ left: 0, top: 0, behavior: "instant" });
    return { ...s, ok, still, signature: signature(s), html: document.documentElement.outerHTML, rects: rows().map(place) };
  };
  const signature = (s) => JSON.stringify([s.rows, s.first, s.last, s.skeletons, s.marker, s.overlay, s.current, s.size, s.text, s.url]);

  return new Promise((resolve) => {
    const end = performance.now() + a.timeout;
    let changed = performance.now();
    let dirty = true, asked = false, now = null, over = false, turn = 0;
    const observer = new MutationObserver(() => { dirty = true; });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const finish = (ok) => {
      over = true;
      now = now || signals();
      observer.disconnect();
      resolve(taken(now, ok, performance.now() - changed > a.stillness));
    };
    const step = () => {
      turn += 1;
      if (over) return;
      if (dirty || !asked) {
        if (asked) changed = performance.now();
        dirty = false;
        asked = true;
        now = unfinished() ? null : signals();
      } else if (now && plausible(now) && signature(now) !== a.known) {
        return finish(true);
      }
      if (performance.now() >= end) return finish(false);
      next();
    };
    // The next frame, or 50 ms where frames do not come (a covered window).
    const next = () => {
      const mine = turn;
      const once = () => { if (turn === mine) step(); };
      requestAnimationFrame(once);
      setTimeout(once, 50);
    };
    step();
  });
}
