/* The order list's script: meta, index, then cards five at a time; sentinel paging without navigation; tabs; search. */
var AppList = (function () {
  "use strict";
  var TAB_NUMBERS = { all: 100, unpaid: 200, toship: 300, shipping: 400, completed: 500, cancelled: 601 };
  var SORTS = { confirmed_date: 1, ship_by_date: 2, create_date: 3 };
  var BATCH = 5, SIZE = 40;
  var ctx = App.ctx, root = App.root, slots = [], ticket = 0;
  var state = {
    tab: TAB_NUMBERS[App.query.get("type")] ? App.query.get("type") : "all", source: App.query.get("source") || "all",
    keyword: App.query.get("keyword") || App.query.get("search") || "", meta: null, total: null, page: Number(App.query.get("page")) || 1,
    cards: [], failed: false
  };
  var before = "", after = "";   // sentinels of the neighbouring pages
  var mark = /^(.*)_(asc|desc)$/.exec(App.query.get("sort_by") || "create_date_desc") || ["", "create_date", "desc"];

  function body() { return root.querySelector(Practice.bodyPath(ctx)) || root.querySelector("." + renamedClass("table-body-wrapper")); }
  function renamedClass(name) { return (ctx.flags.rename_classes || {})[name] || name; }
  function swap(name, html) {
    var old = root.querySelector("." + renamedClass(name));
    if (old) { old.outerHTML = html; }
  }
  function places(count) {
    var list = [];
    for (var i = 0; i < count; i += 1) { list.push(null); }
    return list;
  }
  function paintBody() {
    var cells = body();
    cells.innerHTML = Practice.bodyCells(ctx, state);
    slots = [];
    if (!state.failed && state.total !== 0 && !ctx.flags.false_empty && !ctx.flags.empty_body) { slots = Array.prototype.slice.call(cells.children); }
    if (ctx.flags.reverse_cards) { slots.reverse(); }
  }
  function paintSlot(place, json) {
    var slot = slots[place];
    state.cards[place] = json;
    if (slot) { slot.outerHTML = Practice.card(ctx, json); }
  }
  function filters() {
    var chosen = { to_process: 1, processed: 2 }[state.source] || 0;
    var filter = { fulfillment_type: 0, is_drop_off: 0, fulfillment_source: 0, action_filter: 0 };
    if (state.tab === "toship" && chosen) { filter.order_to_ship_status = chosen; }
    return filter;
  }
  function failed(status) {
    state.failed = true;
    paintBody();
    App.toast(ctx.locale.words.failed + (status ? " (" + status + ")" : ""));
  }

  function loadCards(list, mine) {
    var limit = ctx.flags.render_cards === undefined ? list.length : ctx.flags.render_cards;
    function next(start) {
      if (mine !== ticket || start >= list.length) { return; }
      App.post("/api/v3/order/get_order_list_card_list", {
        order_list_tab: TAB_NUMBERS[state.tab], need_count_down_desc: true,
        order_param_list: list.slice(start, start + BATCH).map(function (row) {
          return { order_id: row.order_id, shop_id: row.shop_id || ctx.shop_id, region_id: row.region_id || ctx.region_id };
        })
      }, function (answer) {
        if (mine !== ticket) { return; }
        if (answer.code !== 0) { failed(0); return; }
        fill(list, start, answer.data.card_list, limit);
        next(start + BATCH);
      }, failed);
    }
    next(0);
  }
  /* Cards answer in the order asked for; an order the site does not know any more leaves a hole that closes at once. */
  function fill(list, start, cards, limit) {
    var used = 0;
    list.slice(start, start + BATCH).forEach(function (row, offset) {
      var json = cards[used], id = json && (json.order_card || json.package_level_order_card).order_ext_info.order_id;
      var place = start + offset;
      if (json && String(id) === String(row.order_id)) {
        used += 1;
        if (place < limit) { paintSlot(place, json); }
      } else if (slots[place]) { slots[place].remove(); }
    });
  }
  function load(sentinel) {
    var mine = ticket += 1;
    state.cards = places(3);
    state.total = null;
    state.failed = false;
    paintBody();
    if (state.keyword) { loadFound(mine); } else { loadIndex(mine, sentinel); }
  }
  function loadIndex(mine, sentinel) {
    App.post("/api/v3/order/search_order_list_index", {
      order_list_tab: state.tab === "toship" && state.source === "pending" ? 304 : TAB_NUMBERS[state.tab], entity_type: 1,
      pagination: { from_page_number: state.page, page_number: state.page, page_size: SIZE, page_sentinel: sentinel },
      filter: filters(), sort: { sort_type: SORTS[mark[1]] || 3, ascending: mark[2] === "asc" }
    }, function (answer) {
      if (mine !== ticket) { return; }
      if (answer.code !== 0) { failed(0); return; }
      before = answer.data.pagination.previous_page_sentinel;
      after = answer.data.pagination.next_page_sentinel;
      show(answer.data.index_list, answer.data.pagination.total, mine);
    }, failed);
  }
  function loadFound(mine) {
    App.get("/api/v3/order/get_order_list_search_bar_hint?keyword=" + encodeURIComponent(state.keyword), function (answer) {
      if (mine === ticket) { show(answer.data ? answer.data.list : [], answer.data ? answer.data.list.length : 0, mine); }
    }, failed);
  }
  function show(list, total, mine) {
    state.total = total;
    state.cards = places(list.length);
    swap("order-list-summary", Practice.summary(ctx, state));
    swap("pagination-bottom", Practice.pager(ctx, state));
    paintBody();
    loadCards(list, mine);
  }

  // ---- what a person can do -----------------------------------------------------------------------------------
  function go(changes) {
    var params = new URLSearchParams(location.search);
    Object.keys(changes).forEach(function (key) { if (changes[key]) { params.set(key, changes[key]); } else { params.delete(key); } });
    App.leave("/portal/sale/order?" + params.toString());
  }
  function turn(step) {
    if (ctx.flags.pager_dead) { return; }
    state.page += step;
    if (ctx.flags.pager_stuck) { swap("pagination-bottom", Practice.pager(ctx, state)); return; }
    load(step > 0 ? after : "");
    body().scrollIntoView();
  }
  function click(event) {
    var target = event.target, tab = target.closest("[role=tab]"), source = target.closest(".order-list-filter-item");
    if (target.closest("button[class*='__button-next']")) { turn(1); return; }
    if (target.closest("button[class*='__button-prev']")) { turn(-1); return; }
    if (target.closest(".search-apply")) { go({ keyword: root.querySelector(".eds-input__input").value.trim(), page: "" }); return; }
    if (target.closest(".search-reset")) { go({ keyword: "", page: "" }); return; }
    if (source) { go({ source: source.getAttribute("data-source"), page: "" }); return; }
    if (target.closest(".actions-col button, .export")) { event.preventDefault(); return; }
    if (tab) {
      var name = tab.getAttribute("data-testid").replace("l1-tab-", "");
      if (TAB_NUMBERS[name]) { go({ type: name === "all" ? "" : name, source: "", page: "", keyword: "" }); }
    }
  }
  function loadMeta(ready) {
    App.post("/api/v3/order/get_order_list_meta_v2", { order_list_tab: TAB_NUMBERS[state.tab], entity_type: 1 }, function (answer) {
      state.meta = answer.data ? answer.data.OrderListTabMeta[0] : null;
      swap("l1-tabs", Practice.tabs(ctx, state));
      ready();
    }, function (status) { ready(); App.toast(ctx.locale.words.failed + " (" + status + ")"); });
  }
  function start() {
    state.cards = places(3);
    root.innerHTML = Practice.listPage(ctx, state);
    root.addEventListener("click", click);
    if (ctx.flags.skeleton_forever) { return; }
    App.identify(function () {
      App.header();
      loadMeta(function () { load(""); App.overlays(); });
    });
  }
  return { start: start };
})();
App.start();
