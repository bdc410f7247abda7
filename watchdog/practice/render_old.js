/* Older generations of the order card (reference 3.1), beside render.js and pure like it. Class names that the reference
   does not give for these years (prices, status, tracking of 2019-21) are invented. */
(function (P) {
  "use strict";
  var LAYOUTS = P.LAYOUTS, esc = P.esc, attr = P.attr, w = P.w, div = P.div, picture = P.picture;

  // ---- 2023-25 -------------------------------------------------------------------------------------------------
  LAYOUTS["2023"] = {
    table: "order-list-table-shipment", prefix: "eds",
    card: function (ctx, c) {
      return '<a class="order-card" href="/portal/sale/order/' + attr(c.id) + attr(ctx.suffix) + '"><div class="order-card-header">' +
        div(ctx, "buyer-username", c.buyer) + '<div class="order-sn">' + w(ctx, "order_id") + " " + esc(c.snShown) +
        "</div></div>" + c.parcels.map(function (parcel) {
          return '<div class="order-card-body">' + parcel.items.map(function (item) {
            return '<div class="item-info">' + picture(item) + div(ctx, "item-name", item.name) +
              div(ctx, "item-description", item.description) + div(ctx, "item-amount", item.amount) + "</div>";
          }).join("") + div(ctx, "total-price", parcel.price) + div(ctx, "payment-method", parcel.method) +
            div(ctx, "order-status", parcel.status) + div(ctx, "status-description", parcel.description) +
            div(ctx, "fulfilment-channel-name", parcel.channel) +
            (parcel.tracking ? div(ctx, "tracking-number", parcel.tracking) : "") + "</div>";
        }).join("") + "</a>";
    }
  };

  // ---- 2019-21 -------------------------------------------------------------------------------------------------
  LAYOUTS["2019"] = {
    table: "order-list-body", prefix: "shopee",
    card: function (ctx, c) {
      return '<a class="order-item" href="/portal/sale/order/' + attr(c.id) + attr(ctx.suffix) + '"><div class="order-title">' +
        '<div class="user-header"><div class="username">' + esc(c.buyer) + '</div></div><span class="orderid">' +
        w(ctx, "order_id") + "&nbsp;" + esc(c.snShown) + "</span></div>" + c.parcels.map(function (parcel) {
          return '<div class="order-list-item">' + parcel.items.map(function (item) {
            return '<div class="item-product">' + picture(item) + '<div class="product-name">' + esc(item.name) +
              '</div><div class="product-model">' + esc(item.description) + '</div><div class="product-qty">' +
              esc(item.amount) + "</div></div>";
          }).join("") + '<div class="order-total">' + esc(parcel.price) + '</div><div class="order-payment-method">' +
            esc(parcel.method) + '</div><div class="order-status">' + esc(parcel.status) +
            '</div><div class="actual-carrier-name">' + esc(parcel.channel) + '</div><div class="order-tracking">' +
            esc(parcel.tracking) + "</div></div>";
        }).join("") + "</a>";
    }
  };
})(Practice);
