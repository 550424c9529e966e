// What every part of the labels tab needs: words, language, the campaign's labels, the endpoint.
import type { Campaign } from "../../kit/wire";
import type { InsightsTranslate } from "../words";
import type { LabelsClient } from "./data";
import type { LabelsTranslate } from "./words";

export interface Context {
  t: InsightsTranslate;
  words: LabelsTranslate;
  locale: string;
  campaign: Campaign;
  client: LabelsClient;
}

export function labelText({ campaign }: Context, id: string): string {
  return campaign.labels?.list.find((label) => label.id === id)?.text ?? id;
}

/** 0.218 as "21.8%". */
export function asPercent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}%`;
}
