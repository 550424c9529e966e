// Every call of the two SDKs for browsers, with their default settings but for host and key. Runs after their
// scripts in one page; its title becomes "delivered" when both have sent all they had.
(async () => {
  const endpoint = "__TAPVINE_ENDPOINT__";
  const writeKey = "test-write-key";
  const options = { context: { consent: { version: "2026-11" } } };
  const order = { total: 12.5, products: [{ sku: "a", price: 1 }, { sku: "b" }], shipping: { city: "苏州" } };

  const segment = AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnURL: endpoint });
  await segment.identify("segment-browser", { plan: "gold" }, options);
  await segment.track("Order Completed", order, options);
  await segment.track("Half \ud83c", {}, options);
  await segment.page("Home", {}, options);
  await segment.screen("Start", {}, options);
  await segment.group("family-7", { name: "Wang" }, options);
  await segment.alias("segment-browser", "before", options);

  const rudder = new rudderanalytics.RudderAnalytics();
  rudder.load(writeKey, endpoint, { configUrl: endpoint });
  const sent = (send) => new Promise((resolve) => send(resolve));
  await sent((resolve) => rudder.identify("rudder-browser", { plan: "gold" }, options, resolve));
  await sent((resolve) => rudder.track("Order Completed", order, options, resolve));
  await sent((resolve) => rudder.track("Half \ud83c", {}, options, resolve));
  await sent((resolve) => rudder.page("", "Home", {}, options, resolve));
  await sent((resolve) => rudder.group("family-7", { name: "Wang" }, options, resolve));
  await sent((resolve) => rudder.alias("rudder-browser", "before", options, resolve));
  document.title = "delivered";
})().catch((error) => { document.title = `failed: ${error}`; });
