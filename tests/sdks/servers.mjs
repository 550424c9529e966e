// Every call of the two SDKs for Node.js, with their default settings but for host and key, beside a plain `fetch`.
// node servers.mjs <endpoint> <write key>
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";

const [endpoint, writeKey] = process.argv.slice(2);
const context = { consent: { version: "2026-11" } };
const order = {
  total: 12.5,
  products: [{ sku: "a", price: 1 }, { sku: "b" }],
  shipping: { city: "苏州" },
};

const segment = new Analytics({ writeKey, host: endpoint });
segment.on("error", (error) => console.error("segment", error));
segment.identify({ userId: "segment-node", traits: { plan: "gold" }, context });
segment.track({ userId: "segment-node", event: "Order Completed", properties: order, context });
segment.track({ anonymousId: "segment-node-browser", event: "Half \ud83c", context });
segment.page({ userId: "segment-node", name: "Home", properties: { url: "https://brand.example/" }, context });
segment.screen({ userId: "segment-node", name: "Start", context });
segment.group({ userId: "segment-node", groupId: "family-7", traits: { name: "Wang" }, context });
segment.alias({ userId: "segment-node", previousId: "segment-node-browser", context });
await segment.flush();
await segment.closeAndFlush();

const rudder = new RudderAnalytics(writeKey, { dataPlaneUrl: endpoint });
rudder.identify({ userId: "rudder-node", traits: { plan: "gold" }, context });
rudder.track({ userId: "rudder-node", event: "Order Completed", properties: order, context });
rudder.track({ anonymousId: "rudder-node-browser", event: "Half \ud83c", context });
rudder.page({ userId: "rudder-node", name: "Home", properties: { url: "https://brand.example/" }, context });
rudder.screen({ userId: "rudder-node", name: "Start", context });
rudder.group({ userId: "rudder-node", groupId: "family-7", traits: { name: "Wang" }, context });
rudder.alias({ userId: "rudder-node", previousId: "rudder-node-browser", context });
await rudder.flush();

const call = { userId: "plain-fetch", context };
const batch = [
  { ...call, type: "identify", messageId: "f1", traits: { plan: "gold" } },
  { ...call, type: "track", messageId: "f2", event: "Order Completed", properties: order, timestamp: Date.now() },
  { ...call, type: "track", messageId: "f3", event: "Half \ud83c" },
  { ...call, type: "page", messageId: "f4", name: "Home", timestamp: new Date() },
  { ...call, type: "screen", messageId: "f5", name: "Start" },
  { ...call, type: "group", messageId: "f6", groupId: "family-7" },
  { ...call, type: "alias", messageId: "f7", previousId: "before" },
];
const response = await fetch(`${endpoint}/v1/batch`, { method: "POST", body: JSON.stringify({ writeKey, batch }) });
const { results } = await response.json();
console.log(`delivered ${JSON.stringify(results)}`);
