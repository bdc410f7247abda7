/* The practice site's one renderer: pure functions from JSON to HTML strings, run by the browser and, without one, by an
   embedded engine. Trees follow reference 3.1 and 3.2. No clock, no DOM, no network; every text is escaped. HTML is
   written as a browser would serialise it, so that both ways give the same bytes. */
var Practice = (function () {
  "use strict";
  var TABS = ["all", "unpaid", "toship", "shipping", "completed", "cancelled"];
  var LAYOUTS = {};

  function esc(text) {
    return String(text === null || text === undefined ? "" : text).replace(/&/g, "&amp;").replace(/</g, "&lt;")
      .replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
  }
  function attr(text) { return esc(text).replace(/"/g, "&quot;"); }
  function word(ctx, key) { return ctx.locale.words[key] || key; }
  function w(ctx, key) { return esc(word(ctx, key)); }
  function two(number) { return (number < 10 ? "0" : "") + number; }

  function localDate(ctx, seconds) {
    var day = new Date((seconds + ctx.locale.offset_minutes * 60) * 1000);
    return two(day.getUTCDate()) + "/" + two(day.getUTCMonth() + 1) + "/" + day.getUTCFullYear();
  }
  function localTime(ctx, seconds) {
    var day = new Date((seconds + ctx.locale.offset_minutes * 60) * 1000);
    return localDate(ctx, seconds) + " " + two(day.getUTCHours()) + ":" + two(day.getUTCMinutes());
  }
  function money(ctx, amount) {
    var l = ctx.locale, sign = amount < 0 ? "-" : "";
    var parts = Math.abs(amount).toFixed(l.decimals).split(".");
    var whole = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, l.group);
    return sign + l.symbol + whole + (parts.length > 1 ? l.point + parts[1] : "");
  }
  function scaled(ctx, number) { return money(ctx, number / 100000); }
  function describe(ctx, description) {
    var text = description.description_value || "";
    (description.description_timestamp_list || []).forEach(function (part) {
      text = text.replace(part.placeholder, localDate(ctx, part.timestamp));
    });
    return text;
  }

  // ---- alterations asked for by flags -------------------------------------------------------------------------
  function shown(ctx, sn, field, text) {
    var where = ctx.flags.dom_values_on, values = ctx.flags.dom_values || {};
    if (where && (where === "list") !== (ctx.page === "orders")) { return text; }
    return values[sn] && values[sn][field] !== undefined ? values[sn][field] : text;
  }
  function opt(ctx, name, html) {
    return (ctx.flags.missing_fields || []).indexOf(name) >= 0 ? "" : html;
  }
  /* The last touch on every piece of HTML: the framework's scope mark on each element (an unstable hash, reference 3),
     and class names or test ids that drifted. Texts hold no raw "<", so a tag is a tag. */
  function renamed(ctx, html) {
    html = html.replace(/<([a-z][a-z0-9]*)(?=[ >])/g, '<$1 data-v-' + (ctx.flags.scope || "3e1c7f6a") + '=""');
    var classes = ctx.flags.rename_classes, ids = ctx.flags.rename_testids;
    if (classes) {
      html = html.replace(/ class="([^"]*)"/g, function (whole, names) {
        return ' class="' + names.split(" ").map(function (name) {
          return Object.prototype.hasOwnProperty.call(classes, name) ? attr(classes[name]) : name;
        }).join(" ") + '"';
      });
    }
    if (ids) {
      html = html.replace(/ data-testid="([^"]*)"/g, function (whole, name) {
        return Object.prototype.hasOwnProperty.call(ids, name) ? ' data-testid="' + attr(ids[name]) + '"' : whole;
      });
    }
    return html;
  }

  // ---- a card as the layouts see it, whichever of the two kinds it came as --------------------------------------
  function simple(ctx, card) {
    var one = card.order_card, many = card.package_level_order_card, head = (one || many).card_header;
    var parcels = one ? [one] : many.package_list, sn = head.order_sn;
    return {
      sn: sn, id: (one || many).order_ext_info.order_id,
      buyer: shown(ctx, sn, "buyer", head.buyer_info.username), snShown: shown(ctx, sn, "order_sn", sn),
      parcels: parcels.map(function (parcel) {
        var items = [];
        parcel.item_info_group.item_info_list.forEach(function (group) { items = items.concat(group.item_list); });
        return {
          items: items.map(function (item, place) {
            var first = place === 0;
            return {
              name: first ? shown(ctx, sn, "item_name", item.name) : item.name, image: item.image,
              description: first ? shown(ctx, sn, "item_description", item.description) : item.description,
              amount: first ? shown(ctx, sn, "item_amount", "x" + item.amount) : "x" + item.amount
            };
          }),
          price: shown(ctx, sn, "total_price", scaled(ctx, parcel.payment_info.total_price)),
          method: shown(ctx, sn, "payment_method", parcel.payment_info.payment_method),
          status: shown(ctx, sn, "status", parcel.status_info.status),
          tags: parcel.status_info.status_tag || [],
          description: shown(ctx, sn, "description", describe(ctx, parcel.status_info.status_description)),
          reason: parcel.status_info.status_description.description_timestamp_list.length === 0,
          channel: shown(ctx, sn, "channel", parcel.fulfilment_info.fulfilment_channel_name),
          masked: parcel.fulfilment_info.masked_channel_name,
          tracking: shown(ctx, sn, "tracking_number", (parcel.fulfilment_info.tracking_number_list || []).join(" ")),
          button: parcel.action_info.btn_info_list[0].btn_style.btn_text
        };
      })
    };
  }
  function div(ctx, name, text) { return opt(ctx, name, '<div class="' + name + '">' + esc(text) + "</div>"); }
  function picture(item) {
    return '<img class="item-image" src="/file/' + attr(item.image) + '" alt="">';
  }

  // ---- 2026 (reference 3.1, card in full) ------------------------------------------------------------------------
  function items2026(ctx, parcel) {
    return '<div class="order-item-infos order-item-infos-many-items" data-testid="order-item-infos"><div class="item-list">' +
      parcel.items.map(function (item) {
        return '<div class="item"><div class="item-inner">' + picture(item) + '<div class="item-text-info">' +
          div(ctx, "item-name", item.name) + div(ctx, "item-description", item.description) + "</div>" +
          div(ctx, "item-amount", item.amount) + "</div></div>";
      }).join("") + "</div></div>";
  }
  function status2026(ctx, parcel) {
    var tags = parcel.tags.map(function (tag) {
      return '<div class="status-tag eds-tag eds-tag--warn">' + esc(tag.tag_text) + "</div>";
    }).join("");
    var description = parcel.reason && parcel.description
      ? '<div class="eds-popover"><div class="eds-popover__ref">?</div><div class="eds-popover__content">' +
        esc(parcel.description) + "</div></div>"
      : div(ctx, "status-description", parcel.description);
    return '<div class="order-status-info-v2"><div class="order-status">' + tags + '<div class="status-wrapper">' +
      opt(ctx, "status", '<span class="status">' + esc(parcel.status) + "</span>") + "</div></div>" + description + "</div>";
  }
  function col(name, span, html) { return '<div class="' + name + " eds-col eds-col-" + span + '">' + html + "</div>"; }
  function parcel2026(ctx, parcel) {
    return '<div class="package-of-package-level-order-card"><div class="eds-row">' +
      col("item-infos-col", 8, items2026(ctx, parcel)) +
      col("payment-info-col", 3, '<div class="order-payment-info" data-testid="order-payment-info">' +
        div(ctx, "total-price", parcel.price) + div(ctx, "payment-method", parcel.method) + "</div>") +
      col("status-info-col", 5, status2026(ctx, parcel)) +
      col("fulfillment-info-col", 4, '<div class="order-fulfilment-info" data-testid="order-fulfilment-info">' +
        div(ctx, "maksed-channel-name", parcel.masked) + div(ctx, "fulfilment-channel-name", parcel.channel) +
        (parcel.tracking ? div(ctx, "tracking-number", parcel.tracking) : "") + "</div>") +
      col("actions-col", 4, '<button type="button" class="eds-button eds-button--link">' + esc(parcel.button) + "</button>") +
      "</div></div>";
  }
  LAYOUTS["2026"] = {
    table: "order-list-table-all", prefix: "eds",
    card: function (ctx, c) {
      return '<a class="order-card" data-testid="order-item" href="/portal/sale/order/' + attr(c.id) + attr(ctx.suffix) + '">' +
        '<div class="order-card-header" data-testid="order-card-header"><div class="left"><div class="buyer-info">' +
        div(ctx, "buyer-username", c.buyer) + '</div></div><div class="right"><div class="order-identifiers">' +
        opt(ctx, "order-sn", '<span class="order-sn">' + w(ctx, "order_id") + " " + esc(c.snShown) + "</span>") +
        '</div></div><div class="right-suffix"></div></div><div class="order-card-body">' +
        '<div class="package-list-of-package-level-order-card">' +
        c.parcels.map(function (parcel) { return parcel2026(ctx, parcel); }).join("") + "</div></div></a>";
    }
  };

  function layout(ctx) { return LAYOUTS[ctx.flags.layout] || LAYOUTS["2026"]; }

  // ---- list page -----------------------------------------------------------------------------------------------
  function card(ctx, json) {
    var c = simple(ctx, json);
    if ((ctx.flags.missing_cards || []).indexOf(c.sn) >= 0) { return ""; }
    var html = layout(ctx).card(ctx, c);
    return (ctx.flags.duplicate_cards || []).indexOf(c.sn) >= 0 ? html + html : html;
  }
  function skeleton() {
    return '<div class="order-card-skeleton eds-skeleton"><div class="eds-skeleton__line"></div>' +
      '<div class="eds-skeleton__line"></div></div>';
  }
  function empty(ctx) {
    return '<div class="order-list-empty eds-empty"><div class="eds-empty__description">' + w(ctx, "empty") + "</div></div>";
  }
  function failure(ctx) {
    return '<div class="order-list-error eds-result"><div class="eds-result__title">' + w(ctx, "failed") + "</div></div>";
  }
  function counts(ctx, meta) {
    var m = meta || {}, flags = ctx.flags.counters || {}, keys = {
      all: "all_tab_meta", unpaid: "unpaid_tab_meta", toship: "to_ship_tab_meta", shipping: "shipping_tab_meta",
      completed: "completed_tab_meta", cancelled: "cancellation_tab_meta"
    };
    var result = {};
    TABS.forEach(function (tab) {
      result[tab] = flags[tab] !== undefined ? flags[tab] : (m[keys[tab]] ? m[keys[tab]].l1_meta : null);
    });
    return result;
  }
  function tabs(ctx, state) {
    var p = layout(ctx).prefix, numbers = counts(ctx, state.meta);
    var cells = TABS.map(function (tab) {
      var on = tab === state.tab, number = numbers[tab];
      return '<div class="' + p + "-tabs__nav-tab" + (on ? " active" : "") + '" role="tab" data-testid="l1-tab-' + tab +
        '" aria-selected="' + on + '"><span class="tab-label">' + w(ctx, tab) + "</span>" +
        (number === null || tab === "all" && ctx.flags.counters === undefined && p === "shopee" ? ""
          : '<span class="tab-badge">' + esc(number) + "</span>") + "</div>";
    });
    cells.push('<div class="' + p + '-tabs__nav-tab" role="tab" data-testid="l1-tab-return_refund_cancel" aria-selected="false">' +
      '<span class="tab-label">' + w(ctx, "returns") + "</span></div>");
    return '<div class="l1-tabs ' + p + '-tabs"><div class="' + p + '-tabs__nav">' + cells.join("") + "</div>" +
      subTabs(ctx, state) + "</div>";
  }
  function subTabs(ctx, state) {
    if (state.tab !== "toship") { return ""; }
    var order = state.meta && state.meta.to_ship_tab_meta ? state.meta.to_ship_tab_meta.order : {};
    var numbers = { all: order.l2_all, to_process: order.l2_to_process, processed: order.l2_processed, pending: order.l2_pending };
    return '<div class="l2-tabs">' + ["all", "to_process", "processed", "pending"].map(function (name) {
      return '<label class="eds-radio-button order-list-filter-item' + (name === state.source ? " active" : "") +
        '" data-source="' + name + '"><span class="eds-radio-button__label">' + w(ctx, name) +
        (numbers[name] === undefined ? "" : " (" + esc(numbers[name]) + ")") + "</span></label>";
    }).join("") + "</div>";
  }
  function search(ctx, state) {
    return '<div class="order-search-panel"><div class="eds-input"><input class="eds-input__input" type="text" placeholder="' +
      attr(word(ctx, "search")) + '" value="' + attr(state.keyword) + '"></div>' +
      '<button type="button" class="eds-button eds-button--primary search-apply">' + w(ctx, "apply") + "</button>" +
      '<button type="button" class="eds-button search-reset">' + w(ctx, "reset") + "</button>" +
      '<div class="order-export"><div class="report-export"><div class="latest"><button type="button" class="export">' +
      w(ctx, "export") + "</button></div></div></div></div>";
  }
  function summary(ctx, state) {
    var total = ctx.flags.total_shown !== undefined ? ctx.flags.total_shown : state.total;
    return '<div class="order-list-summary"><div class="order-list-summary-title">' +
      (total === null ? "" : esc(total) + " " + w(ctx, "orders")) + "</div></div>";
  }
  function headRow(ctx) {
    return '<div class="table-header eds-row">' + [["products", 8], ["total", 3], ["status", 5], ["channel", 4], ["actions", 4]]
      .map(function (part) { return '<div class="eds-col eds-col-' + part[1] + '">' + w(ctx, part[0]) + "</div>"; }).join("") + "</div>";
  }
  function bodyCells(ctx, state) {
    if (state.failed) { return failure(ctx); }
    if (ctx.flags.false_empty) { return empty(ctx); }
    if (ctx.flags.empty_body) { return ""; }
    if (state.total === 0) { return empty(ctx); }
    var cells = state.cards.map(function (one) { return one === null ? skeleton() : card(ctx, one); });
    return (ctx.flags.reverse_cards ? cells.reverse() : cells).join("");
  }
  function table(ctx, state) {
    if (ctx.flags.layout === "2019") {
      return '<div class="new-order-list"><div class="order-list-pannel"><div class="order-list-section"><div class="order-list-body">' +
        bodyCells(ctx, state) + "</div></div></div></div>";
    }
    return '<div class="' + layout(ctx).table + '">' + headRow(ctx) + '<div class="table-body-wrapper">' + bodyCells(ctx, state) +
      "</div></div>";
  }
  function pager(ctx, state) {
    var p = layout(ctx).prefix + "-pager", last = Math.max(1, Math.ceil((state.total || 0) / 40)), cells = [];
    for (var page = 1; page <= last; page += 1) {
      if (page === 1 || page === last || Math.abs(page - state.page) <= 2) {
        cells.push('<li class="' + p + "__page" + (page === state.page ? " active" : "") + '">' + page + "</li>");
      } else if (Math.abs(page - state.page) === 3) {
        cells.push('<li class="' + p + '__ellipsis">…</li>');
      }
    }
    return '<div class="pagination-bottom"><div class="' + p + '"><button type="button" class="' + p + '__button-prev"' +
      (state.page <= 1 ? ' disabled=""' : "") + '>‹</button><ul class="' + p + '__pages">' + cells.join("") +
      '</ul><button type="button" class="' + p + '__button-next"' + (state.page >= last ? ' disabled=""' : "") +
      '>›</button><span class="' + p + '__jump"><span class="' + p + '__current">' + state.page +
      '</span> / <span class="' + p + '__total">' + last + "</span></span></div></div>";
  }
  function listMain(ctx, state) {
    return '<div class="page-title">' + w(ctx, "title") + "</div>" + tabs(ctx, state) + search(ctx, state) +
      summary(ctx, state) + table(ctx, state) + pager(ctx, state);
  }

  // ---- frame around every signed-in page -------------------------------------------------------------------------
  function frame(ctx, main) {
    var menu = ["home", "order_menu", "finance", "marketing", "data"].map(function (key) {
      return '<li class="sidebar-menu-item"><a class="sidebar-menu-link" href="/portal/sale/order' + attr(ctx.suffix) + '">' +
        w(ctx, key) + "</a></li>";
    }).join("");
    return '<div class="header-bar"><a class="logo" href="/portal/sale/order' + attr(ctx.suffix) + '"><span class="logo-mark"></span>' +
      w(ctx, "brand") + '</a><span class="shop-name">' + esc(ctx.flags.other_shop || ctx.shop_name) +
      '</span><div class="account-info"><span class="account-name">' + esc(ctx.account_name) + "</span></div></div>" +
      '<div class="page-container"><div class="sidebar"><ul class="sidebar-menu">' + menu + '</ul></div><div class="page-content">' +
      main + "</div></div>";
  }

  return {
    TABS: TABS, LAYOUTS: LAYOUTS, div: div, picture: picture, esc: esc, attr: attr, w: w, money: money, scaled: scaled, describe: describe, localTime: localTime,
    localDate: localDate, shown: shown, opt: opt, simple: simple, renamed: renamed, bodyPath: function (ctx) {
      return ctx.flags.layout === "2019" ? ".order-list-body" : ".table-body-wrapper";
    },
    frame: function (ctx, main) { return renamed(ctx, frame(ctx, main)); },
    listPage: function (ctx, state) { return renamed(ctx, frame(ctx, listMain(ctx, state))); },
    tabs: function (ctx, state) { return renamed(ctx, tabs(ctx, state)); },
    summary: function (ctx, state) { return renamed(ctx, summary(ctx, state)); },
    bodyCells: function (ctx, state) { return renamed(ctx, bodyCells(ctx, state)); },
    card: function (ctx, json) { return renamed(ctx, card(ctx, json)); },
    skeleton: function (ctx) { return renamed(ctx, skeleton()); },
    pager: function (ctx, state) { return renamed(ctx, pager(ctx, state)); }
  };
})();
