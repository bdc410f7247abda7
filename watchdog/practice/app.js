/* The practice site's page script: XHR like the real one, in the real order; piecemeal rendering; overlays; sign-in. */
var App = (function () {
  "use strict";
  function data(id) { return JSON.parse(document.getElementById(id).textContent); }
  var root = document.getElementById("app");
  var ctx = data("practice-page");
  ctx.flags = data("practice-flags");
  var query = new URLSearchParams(location.search);

  function cookie(name) {
    var hit = document.cookie.split("; ").filter(function (part) { return part.indexOf(name + "=") === 0; })[0];
    return hit ? decodeURIComponent(hit.slice(name.length + 1)) : "";
  }
  function withSession(path) {
    var more = "SPC_CDS=" + encodeURIComponent(cookie("SPC_CDS") || "-") + "&SPC_CDS_VER=2";
    if (ctx.cnsc_shop_id) { more += "&cnsc_shop_id=" + ctx.cnsc_shop_id + "&cbsc_shop_region=" + ctx.cbsc_shop_region; }
    return path + (path.indexOf("?") < 0 ? "?" : "&") + more;
  }
  function leave(url) { location.href = url; }
  function toLogin() { leave(ctx.login_url + encodeURIComponent(location.href)); }

  /* done(json) on an answer; failed(status) on anything that is none. A lost session or a challenge leaves the page. */
  function xhr(method, path, body, done, failed) {
    var request = new XMLHttpRequest();
    request.open(method, withSession(path));
    request.setRequestHeader("sc-fe-ver", "21.128388");
    request.setRequestHeader("locale", ctx.locale.language);
    if (body) { request.setRequestHeader("content-type", "application/json;charset=UTF-8"); }
    request.onload = function () {
      var json = null;
      if (/\/verify\//.test(request.responseURL)) { leave(request.responseURL); return; }
      if (/\/seller\/login|\/account\/signin/.test(request.responseURL) || request.status === 403) { toLogin(); return; }
      try { json = JSON.parse(request.responseText); } catch (error) { json = null; }
      if (request.status !== 200 || json === null) { failed(request.status); return; }
      done(json);
    };
    request.onerror = function () { failed(0); };
    request.send(body ? JSON.stringify(body) : null);
  }
  function get(path, done, failed) { xhr("GET", path, null, done, failed); }
  function post(path, body, done, failed) { xhr("POST", path, body, done, failed); }

  function element(html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }
  function toast(text) { document.body.appendChild(element(Practice.toast(ctx, text))); }
  function sorry() { toast(ctx.locale.words.failed); }

  // ---- overlays ----------------------------------------------------------------------------------------------
  function announcement() {
    var modal = element(Practice.announcement(ctx));
    var box = modal.querySelector("input"), button = modal.querySelector("button");
    box.addEventListener("change", function () { button.disabled = !box.checked; });
    button.addEventListener("click", function () {
      modal.remove();
      localStorage.setItem("announcement", "1");
      if (!localStorage.getItem("tour")) { tour(); }
    });
    document.body.appendChild(modal);
  }
  function tour() {
    var layer = element(Practice.tour(ctx));
    layer.querySelector("button").addEventListener("click", function () {
      layer.remove();
      localStorage.setItem("tour", "1");
    });
    document.body.appendChild(layer);
  }
  function language() {
    var layer = element(Practice.language(ctx));
    layer.addEventListener("click", function (event) { if (event.target.tagName === "BUTTON") { layer.remove(); } });
    document.body.appendChild(layer);
  }
  function overlays() {
    if (ctx.flags.toast) { toast(ctx.flags.toast); }
    if (ctx.flags.overlay === "mask") { document.body.appendChild(element(Practice.mask(ctx))); return; }
    if (ctx.flags.overlay === "language") { language(); return; }
    if (ctx.flags.overlay === "tour") { tour(); return; }
    if (ctx.flags.overlay === "announcement") { announcement(); return; }
    if (ctx.flags.no_overlays || !ctx.overlays) { return; }
    if (!localStorage.getItem("announcement")) { announcement(); } else if (!localStorage.getItem("tour")) { tour(); }
  }

  // ---- who is signed in --------------------------------------------------------------------------------------
  function identify(ready) {
    get("/api/selleraccount/user_info/", function (user) {
      if (user.code !== 0) { toLogin(); return; }
      ctx.account_name = user.data.username;
      if (ctx.page === "shops") { ready(); return; }
      get("/api/framework/selleraccount/shop_info/", function (shop) {
        ctx.shop_name = shop.data ? shop.data.name : "";
        ctx.shop_id = shop.data ? shop.data.shop_id : 0;
        ctx.region_id = shop.data ? shop.data.shop_region : "";
        ready();
      }, sorry);
    }, sorry);
  }
  function header() {
    root.querySelector(".account-name").textContent = ctx.account_name;
    root.querySelector(".shop-name").textContent = ctx.flags.other_shop || ctx.shop_name;
  }

  // ---- order page --------------------------------------------------------------------------------------------
  function orderPage() {
    var id = ctx.order_id, state = { detail: null, tracking: null, final_amount: null, failed: "" };
    function paint() { root.innerHTML = Practice.orderPage(ctx, state); }
    function broken() { state.failed = "failed"; paint(); }
    paint();
    if (ctx.flags.skeleton_forever) { return; }
    identify(function () {
      header();
      get("/api/v3/order/get_one_order?order_id=" + id, function (answer) {
        if (answer.code !== 0) { state.failed = "not_found"; paint(); overlays(); return; }
        get("/api/v3/order/get_package?order_id=" + id, function () {
          get("/api/v3/logistics/get_logistics_tracking_history?order_id=" + id, function (tracking) {
            get("/api/v3/order/get_order_tracking_history/?order_id=" + id, function () {
              state.detail = answer.data;
              state.tracking = tracking.data ? tracking.data.list : [];
              paint();
              overlays();
              if (!ctx.flags.final_amount_missing) { finalAmount(id, state); }
            }, broken);
          }, broken);
        }, broken);
      }, broken);
    });
  }
  /* The final amount is a remote component of its own and comes after everything else (reference 3.2). */
  function finalAmount(id, state) {
    post("/api/v4/accounting/pc/seller_income/income_detail/get_order_income_components",
      { order_id: Number(id), components: [2, 3, 4, 5] }, function (answer) {
        var rows = answer.data ? answer.data.seller_income_breakdown.breakdown : [];
        rows.forEach(function (row) { if (row.field_name === "ESCROW_AMOUNT") { state.final_amount = row.amount; } });
        root.querySelector("[type='FinalAmount']").outerHTML = Practice.finalAmount(ctx, state);
      }, function () { });
  }

  // ---- sign-in -----------------------------------------------------------------------------------------------
  function loginPage() {
    function next() {
      var wanted = query.get("next") || "/";
      if (!/^https?:/.test(wanted)) { wanted = ctx.seller_url + (wanted === "/" ? "/portal/sale/order" : wanted); }
      leave(wanted);
    }
    function send(form, code, refused) {
      xhr("POST", "/api/v2/login/", { username: form.loginKey.value, password: form.password.value, vcode: code }, function (answer) {
        if (answer.code === 0) { next(); return; }
        refused(answer.message);
      }, function () { refused("failed"); });
    }
    function alertIn(box, key) {
      box.querySelector(".alert-slot").innerHTML = '<div role="alert" class="eds-alert eds-alert--error">' + Practice.w(ctx, key) + "</div>";
    }
    function askCode(form) {
      var dialog = element(Practice.otp(ctx, "")), input = dialog.querySelector("input");
      dialog.querySelector(".otp-confirm").addEventListener("click", function () {
        send(form, input.value.trim(), function () { alertIn(dialog, "bad_code"); });
      });
      document.body.appendChild(dialog);
    }
    root.innerHTML = Practice.loginPage(ctx, "");
    var form = root.querySelector("form");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      send(form, "", function (message) {
        if (message === "error_need_vcode") { askCode(form); return; }
        if (message === "error_require_captcha") { leave(ctx.seller_url + "/verify/captcha?next=" + encodeURIComponent(location.href)); return; }
        alertIn(root, "bad_login");
      });
    });
  }
  function captchaPage() {
    root.innerHTML = Practice.captchaPage(ctx);
    var handle = root.querySelector(".captcha-handle"), start = null;
    handle.addEventListener("pointerdown", function (event) { start = event.clientX; handle.setPointerCapture(event.pointerId); });
    handle.addEventListener("pointermove", function (event) {
      if (start !== null) { handle.style.left = Math.max(0, Math.min(260, event.clientX - start)) + "px"; }
    });
    handle.addEventListener("pointerup", function () { start = null; handle.style.left = "0px"; });
  }
  function shopsPage() {
    root.innerHTML = Practice.shopsPage(ctx, null);
    identify(function () {
      get("/api/cnsc/selleraccount/get_merchant_shop_list/?page_index=1&page_size=50", function (answer) {
        root.innerHTML = Practice.shopsPage(ctx, answer.data ? answer.data.shops : []);
      }, sorry);
    });
  }

  function start() {
    var pages = { orders: function () { AppList.start(); }, order: orderPage, login: loginPage, captcha: captchaPage, shops: shopsPage };
    if (pages[ctx.page]) { pages[ctx.page](); }
  }
  return {
    ctx: ctx, root: root, query: query, get: get, post: post, element: element, identify: identify, header: header,
    overlays: overlays, toast: toast, sorry: sorry, leave: leave, start: start
  };
})();
