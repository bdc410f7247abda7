/* The practice site's other pages: order page (reference 3.2), sign-in and challenges (3.3), shop picker, overlays (3.4).
   Pure, like render.js, whose helpers it uses. */
(function (P) {
  "use strict";
  var esc = P.esc, attr = P.attr, w = P.w;

  // ---- order page ------------------------------------------------------------------------------------------------
  function product(ctx, sn, item, place) {
    var first = place === 0, price = Number(item.order_price);
    var meta = (item.item_model.name ? "<div>" + w(ctx, "variation") + ": " + esc(item.item_model.name) + "</div>" : "") +
      "<div>" + w(ctx, "sku") + " " + esc(item.item_model.sku) + "</div>";
    var name = first ? P.shown(ctx, sn, "item_name", item.product.name) : item.product.name;
    var amount = first ? P.shown(ctx, sn, "item_amount", String(item.amount)) : String(item.amount);
    return '<div class="product-list-item"><div class="no">' + (place + 1) + '</div><div class="product-image" style="background-image: url(&quot;/file/' +
      attr(item.product.images[0]) + '&quot;);"></div><div class="product-detail"><div class="product-name" title="' + attr(name) + '">' +
      esc(name) + '</div><div class="product-meta">' + meta + '</div></div><div class="price">' + esc(P.money(ctx, price)) +
      '</div><div class="qty">' + esc(amount.replace(/^x/, "")) + '</div><div class="subtotal">' +
      esc(P.money(ctx, price * item.amount)) + "</div></div>";
  }
  function products(ctx, d) {
    return '<div class="product-list"><div class="product-list-item product-list-head"><div class="no">' + w(ctx, "no") +
      '</div><div class="product-detail">' + w(ctx, "products") + '</div><div class="price">' + w(ctx, "unit_price") +
      '</div><div class="qty">' + w(ctx, "qty") + '</div><div class="subtotal">' + w(ctx, "subtotal") + "</div></div>" +
      d.order_items.map(function (item, place) { return product(ctx, d.order_sn, item, place); }).join("") + "</div>";
  }
  function income(label, value, strong) {
    return '<div class="income-item' + (strong ? " income-subtotal strong highlighted" : "") + '"><div class="income-label"><span class="income-label-text">' +
      label + '</span></div><div class="income-value">' + esc(value) + "</div></div>";
  }
  function finalAmount(ctx, state) {
    return '<div class="final-amount" type="FinalAmount">' + (state.final_amount === null ? "" : '<span class="final-label">' + w(ctx, "final") +
      '</span><span class="amount">' + esc(P.scaled(ctx, state.final_amount)) + "</span>") + "</div>";
  }
  function payment(ctx, d, state) {
    var goods = Number(d.total_price) - Number(d.shipping_fee);
    return '<div class="product-payment-wrapper" data-testid="odp-order-payment"><div class="section-title">' + w(ctx, "payment") + "</div>" +
      products(ctx, d) + '<div class="payment-info-details"><div class="income-container">' +
      income(w(ctx, "merchandise"), P.money(ctx, goods), true) + income(w(ctx, "shipping_fee"), P.money(ctx, Number(d.shipping_fee)), false) +
      income(w(ctx, "total"), P.shown(ctx, d.order_sn, "total_price", P.money(ctx, Number(d.total_price))), true) +
      "</div></div>" + finalAmount(ctx, state) + "</div>";
  }
  function parcels(ctx, d, state) {
    var list = state.tracking || [];
    return '<div class="shipping-details">' + list.map(function (parcel, place) {
      var number = P.shown(ctx, d.order_sn, "tracking_number", parcel.tracking_number);
      return '<div class="log-info"><div class="log-info-header"><span class="parcel-no">' + w(ctx, "parcel") + " " + (place + 1) +
        '</span><span class="carrier"><span class="label">' + esc(d.fulfillment_carrier_name) + "</span></span>" +
        (number ? '<span class="tracking-number" data-testid="shipping-detail-tracking-number">' + esc(number) + "</span>" : "") +
        '</div><ul class="log-list">' + parcel.tracking_info.map(function (event) {
          return '<li class="log-item"><span class="log-time">' + P.localTime(ctx, event.ctime) + '</span><span class="log-text">' +
            esc(event.description) + "</span></li>";
        }).join("") + "</ul></div>";
    }).join("") + "</div>";
  }
  function times(ctx, d) {
    var rows = [["created", d.create_time], ["paid", d.shipping_confirm_time], ["completed", d.complete_time]];
    return '<div class="od-history"><div class="section-title">' + w(ctx, "history") + "</div>" + rows.filter(function (row) {
      return row[1] > 0;
    }).map(function (row) {
      return '<div class="history-item"><span class="history-name">' + w(ctx, row[0]) + '</span><span class="history-time">' +
        P.localTime(ctx, row[1]) + "</span></div>";
    }).join("") + "</div>";
  }
  function orderMain(ctx, state) {
    if (state.failed) { return '<div class="order-detail-error eds-result"><div class="eds-result__title">' + w(ctx, state.failed) + "</div></div>"; }
    var d = state.detail;
    if (!d) { return '<div class="order-detail-skeleton eds-skeleton"><div class="eds-skeleton__line"></div><div class="eds-skeleton__line"></div></div>'; }
    var sn = d.order_sn, description = P.describe(ctx, d.status_info.status_description);
    return '<div class="order-detail"><div class="order-detail-header"><div class="order-status"><span class="status">' +
      esc(P.shown(ctx, sn, "status", d.status_info.status)) + '</span><div class="status-description">' +
      esc(P.shown(ctx, sn, "description", description)) + '</div></div><div class="order-identifiers"><span class="order-sn">' +
      w(ctx, "order_id") + " " + esc(P.shown(ctx, sn, "order_sn", sn)) + '</span></div><button type="button" class="eds-button" data-testid="print-button">' + w(ctx, "print") + "</button></div>" +
      '<div class="buyer-info"><div class="buyer-username">' + esc(P.shown(ctx, sn, "buyer", d.buyer_user.user_name)) +
      '</div></div><div class="delivery-address"><div class="section-title">' + w(ctx, "address") + '</div><div class="address-detail">' +
      esc(d.buyer_address_name) + ", " + esc(d.buyer_address_phone) + ", " + esc(d.shipping_address) + "</div></div>" +
      parcels(ctx, d, state) + payment(ctx, d, state) + times(ctx, d) + "</div>";
  }

  // ---- sign-in, challenges, picker -----------------------------------------------------------------------------
  function login(ctx, error) {
    return '<div class="signin"><div class="login-hero"><div class="logo-mark big"></div><div class="hero-text">' + w(ctx, "brand") +
      '</div></div><form class="signin-form login-card" autocomplete="off"><div class="signin-title">' + w(ctx, "login") +
      '</div><div class="alert-slot">' + (error ? '<div role="alert" class="eds-alert eds-alert--error">' + w(ctx, error) + "</div>" : "") +
      '</div><input type="text" name="loginKey" placeholder="' + attr(ctx.locale.words.login_key) + '" autocomplete="username">' +
      '<input type="password" name="password" placeholder="' + attr(ctx.locale.words.password) + '" autocomplete="current-password">' +
      '<label class="remember"><input type="checkbox" name="remember">' + w(ctx, "remember") + '</label><button type="submit" class="eds-button eds-button--primary">' +
      w(ctx, "login") + "</button></form></div>";
  }
  function otp(ctx, error) {
    return '<div class="phone-verify-container"><div class="phone-verify-box"><div class="phone-verify-title">' + w(ctx, "otp_title") +
      '</div><div class="alert-slot">' + (error ? '<div role="alert" class="eds-alert eds-alert--error">' + w(ctx, error) + "</div>" : "") +
      '</div><button type="button" class="eds-button otp-send">' + w(ctx, "otp_send") + '</button><input type="text" maxlength="6" inputmode="numeric" placeholder="' +
      attr(ctx.locale.words.otp_hint) + '"><button type="button" class="eds-button eds-button--primary otp-confirm">' + w(ctx, "otp_confirm") + "</button></div></div>";
  }
  function captcha(ctx) {
    return '<div class="captcha-page"><div class="captcha-box"><div class="captcha-title">' + w(ctx, "captcha") +
      '</div><div class="captcha-picture"><div class="captcha-hole"></div></div><div class="captcha-slider"><div class="captcha-handle"></div><span class="captcha-hint">' +
      w(ctx, "captcha_hint") + "</span></div></div></div>";
  }
  function picker(ctx, shops) {
    return '<div class="page-title">' + w(ctx, "shops") + '</div><table class="eds-table shop-list"><thead><tr><th>' + w(ctx, "shop") + "</th><th>" +
      w(ctx, "region") + "</th><th>" + w(ctx, "actions") + "</th></tr></thead><tbody>" + (shops || []).map(function (shop) {
        return '<tr class="eds-table__row" data-row-key="' + attr(shop.shop_id) + '"><td><span class="shop-list__shop-name-text">' + esc(shop.shop_name) +
          '</span></td><td><span class="shop-region">' + esc(String(shop.region).toUpperCase()) + '</span></td><td><a class="shop-enter" href="/portal/sale/order?cnsc_shop_id=' +
          attr(shop.shop_id) + '">' + w(ctx, "enter") + "</a></td></tr>";
      }).join("") + "</tbody></table>";
  }

  // ---- overlays (reference 3.4) ----------------------------------------------------------------------------------
  function announcement(ctx) {
    return '<div class="eds-modal announcement"><div class="eds-modal__mask"></div><div class="eds-modal__container"><div class="eds-modal__box">' +
      '<div class="eds-modal__title">' + w(ctx, "notice") + '</div><div class="eds-modal__body">' + w(ctx, "notice_body") +
      '<label class="eds-checkbox"><input type="checkbox" class="eds-checkbox__input"><span class="eds-checkbox__label">' + w(ctx, "agree") +
      '</span></label></div><div class="eds-modal__footer"><button type="button" class="eds-button eds-button--primary" disabled="">' + w(ctx, "ok") +
      "</button></div></div></div></div>";
  }
  function tour(ctx) {
    return '<div class="on-boarding"><div class="on-boarding-mask"></div><div class="on-boarding-box"><div class="on-boarding-text">' + w(ctx, "tour") +
      '</div><button type="button" class="eds-button btn-skip">' + w(ctx, "got_it") + "</button></div></div>";
  }
  function language(ctx) {
    return '<div class="language-selection"><div class="language-selection-box"><div>' + w(ctx, "language_title") +
      '</div><button type="button" class="eds-button">English</button><button type="button" class="eds-button">中文</button></div></div>';
  }
  function mask() { return '<div class="eds-modal leftover"><div class="eds-modal__mask"></div></div>'; }

  function plain(make) { return function (ctx, more) { return P.renamed(ctx, make(ctx, more)); }; }
  P.orderPage = function (ctx, state) { return P.frame(ctx, orderMain(ctx, state)); };
  P.finalAmount = plain(finalAmount);
  P.loginPage = plain(login);
  P.otp = plain(otp);
  P.captchaPage = plain(captcha);
  P.shopsPage = function (ctx, shops) { return P.frame(ctx, picker(ctx, shops)); };
  P.announcement = plain(announcement);
  P.tour = plain(tour);
  P.language = plain(language);
  P.mask = plain(mask);
  P.toast = function (ctx, text) { return '<div class="eds-toast"><div class="eds-toast__content">' + esc(text) + "</div></div>"; };
})(Practice);
