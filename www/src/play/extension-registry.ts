// Which extension a campaign asks for, by its kind. It is loaded by the campaigns that ask for it, and by no other.
import type { Campaign } from "../kit/wire";
import type { ExtensionContext, PlayExtension } from "./extension";

interface Entry {
  isFor(campaign: Campaign): boolean;
  load(context: ExtensionContext): Promise<PlayExtension>;
}

const registry: Entry[] = [
  {
    isFor: ({ labels }) => !!labels,
    load: async (context) => (await import("../labels/extension")).createExtension(context),
  },
];

/** A campaign of no kind gets an extension that adds nothing. */
export async function loadExtension(context: ExtensionContext): Promise<PlayExtension> {
  const entry = registry.find(({ isFor }) => isFor(context.session.campaign));
  return entry ? entry.load(context) : {};
}
