// Every call of the two SDKs for browsers, with their default settings but for host and key. Runs after their
// scripts in one page.
const endpoint = "__TAPVINE_ENDPOINT__";
const writeKey = "__WRITE_KEY__";
const options = { context: { consent: { version: "2026-11" } } };
const order = { total: 12.5, products: [{ sku: "a", price: 1 }, { sku: "b" }], shipping: { city: "苏州" } };
const failed = (error) => { document.title = `failed: ${error}`; };

const segment = AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnURL: endpoint });
segment.catch(failed);
segment.identify("segment-browser", { plan: "gold" }, options);
segment.track("Order Completed", order, options);
segment.track("Half \ud83c", {}, options);
segment.page("Home", {}, options);
segment.screen("Start", {}, options);
segment.group("family-7", { name: "Wang" }, options);
segment.alias("segment-browser", "before", options);

const rudder = new rudderanalytics.RudderAnalytics();
rudder.load(writeKey, endpoint, { configUrl: endpoint });
rudder.identify("rudder-browser", { plan: "gold" }, options);
rudder.track("Order Completed", order, options);
rudder.track("Half \ud83c", {}, options);
rudder.page("", "Home", {}, options);
rudder.group("family-7", { name: "Wang" }, options);
rudder.alias("rudder-browser", "before", options);
