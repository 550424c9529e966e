// Words of the labels and segments tabs, English and Chinese.
import { errorWords } from "../../i18n/error-words";
import { segmentWords } from "./segment-words";
import { translator, type Translate } from "../../i18n/words";

const en = {
  ...segmentWords.en,
  tab_overview: "Overview",
  tab_labels: "Labels",
  tab_segments: "Segments",
  loading: "Loading…",
  retry: "Try again",
  empty: "No label has been given yet",
  empty_more: "Labels appear here as soon as friends play about each other and somebody keeps one. What is undecided or declined shows only as a total.",
  given: "Labels given",
  given_note: "{n} wait for a decision",
  acceptance: "Kept when decided",
  acceptance_note: "{kept} kept, {declined} declined",
  withdrawn: "Withdrawn",
  withdrawn_note: "taken off after keeping",
  profiles: "People with a profile",
  profiles_note: "at least one label kept or declared",
  carriers: "Who carries what",
  carriers_note: "Share of the people with a profile; the whisker is the 95 % interval.",
  carriers_top: "The {n} most frequent of {all}; all are in the table.",
  label: "Label",
  people: "People",
  share: "Share",
  low: "Low",
  high: "High",
  interval: "{low} to {high}",
  together: "What goes together",
  together_note: "Lift: how many more people carry both than if labels were independent. 2 is twice as many, 0.5 half.",
  together_empty: "No two labels have met in one person yet.",
  both: "Both",
  lift: "Lift",
  rarer: "rarer",
  likelier: "more often",
  alike: "Do friends share interests?",
  alike_note: "Average share of interests an inviter and the friend they brought have in common, against the same people paired at random.",
  alike_yes: "Yes. Friends have {observed} of their interests in common, against {expected} among random pairs: {times} times as much.",
  alike_less: "Rather the opposite. Friends have {observed} of their interests in common, random pairs {expected}.",
  alike_unclear: "It cannot be told yet. Friends have {observed} of their interests in common, random pairs {expected}; chance alone explains that.",
  alike_fine: "{hops} pairs, {permutations} permutations, z = {z}, p {p}.",
  alike_empty: "No invited friend with a profile yet.",
  random: "Random pairs",
  friends: "Friends",
  overlap: "Interests in common",
  givers: "How generous givers are",
  givers_note: "People by how many labels they gave in all.",
  givers_empty: "Nobody has given a label yet.",
  labels_given: "Labels given",

  error_network: "The endpoint could not be reached. Check the connection and try again.",
  error_unavailable: "The endpoint is busy. Please try again in a moment.",
  error_other: "That did not work. Please try again.",
};

const zh: Record<keyof typeof en, string> = {
  ...segmentWords.zh,
  tab_overview: "总览",
  tab_labels: "标签",
  tab_segments: "人群",
  loading: "加载中…",
  retry: "重试",
  empty: "还没有人贴过标签",
  empty_more: "朋友互相贴标签、并有人留下之后，这里就会有数据。未决定和谢绝的标签只计入总数。",
  given: "贴出的标签",
  given_note: "{n} 个等待决定",
  acceptance: "决定后留下",
  acceptance_note: "留下 {kept}，谢绝 {declined}",
  withdrawn: "已撤下",
  withdrawn_note: "留下之后又撤下",
  profiles: "有画像的人",
  profiles_note: "至少留下或自选一个标签",
  carriers: "谁带着哪些标签",
  carriers_note: "占有画像的人的比例，细线是 95% 区间。",
  carriers_top: "画出最常见的 {n} 个，共 {all} 个，全部见表格。",
  label: "标签",
  people: "人数",
  share: "比例",
  low: "下限",
  high: "上限",
  interval: "{low} 至 {high}",
  together: "哪些标签同时出现",
  together_note: "提升度：同时带有两个标签的人，比互不相关时多几倍。2 是两倍，0.5 是一半。",
  together_empty: "还没有人同时带有两个标签。",
  both: "同时",
  lift: "提升度",
  rarer: "更少",
  likelier: "更多",
  alike: "朋友之间兴趣相似吗？",
  alike_note: "邀请人与带来的朋友平均有多少共同兴趣，和随机配对的同一批人相比。",
  alike_yes: "相似。朋友之间 {observed} 的兴趣相同，随机配对为 {expected}，是 {times} 倍。",
  alike_less: "恰好相反。朋友之间 {observed} 的兴趣相同，随机配对为 {expected}。",
  alike_unclear: "还看不出来。朋友之间 {observed} 的兴趣相同，随机配对为 {expected}，可能只是巧合。",
  alike_fine: "{hops} 对，{permutations} 次置换，z = {z}，p {p}。",
  alike_empty: "还没有带画像的受邀朋友。",
  random: "随机配对",
  friends: "朋友",
  overlap: "共同兴趣",
  givers: "一个人贴出多少",
  givers_note: "按贴出的标签总数分。",
  givers_empty: "还没有人贴过标签。",
  labels_given: "贴出的标签",

  error_network: "连不上端点，请检查网络后重试。",
  error_unavailable: "端点有点忙，请稍后再试。",
  error_other: "没有成功，请再试一次。",
};

export type LabelsTranslate = Translate<keyof typeof en>;
export function labelsWords(locale: string): LabelsTranslate {
  return translator(locale, { en, zh });
}

export function people({ words, locale }: { words: LabelsTranslate; locale: string }, size: number): string {
  return size === 0 ? words("size_none") : size === 1 ? words("size_one") : words("size", { n: size.toLocaleString(locale) });
}

/** A sentence for an error tag, in the page's language. */
export function problemText(locale: string, tag: string): string {
  const words = { en: { ...errorWords.en, ...en }, zh: { ...errorWords.zh, ...zh } };
  const word = `error_${tag}`;
  return translator(locale, words)(word in words.en ? (word as keyof typeof words.en) : "error_other");
}
