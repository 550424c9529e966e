// Sentences for what the endpoint refuses an analyst, English and Chinese.
import { errorWords, type AnalystTag } from "../../i18n/error-words";
import { translator } from "../../i18n/locale";
import { MAX_PURPOSE_CHARS, MAX_SEGMENT_NAME_CHARS } from "../../kit/limits";

type Sentences = Record<`error_${AnalystTag | "network" | "unavailable" | "other"}`, string>;

const en: Sentences = {
  error_already_erased: "This person was erased before; nothing is left.",
  error_bad_rule: "This combination cannot be understood. Check each condition.",
  error_unknown_segment: "This segment is not there any more.",
  error_unknown_group: "This group is not there any more.",
  error_group_not_open: "The group has not opened yet. Its members can be had from its opening on.",
  error_group_closed: "The group has closed. Its members are deleted; only the count stays.",
  error_unknown_review: "This win does not wait for a decision any more.",
  error_review_decided: "It was decided otherwise already. Load the list again.",
  error_no_code_left: "The reserved code was withdrawn and no other is left. Add codes to the stock, then accept again.",
  error_missing_analyst_key: "An analyst key is needed.",
  error_wrong_analyst_key: "The endpoint does not accept this analyst key.",
  error_needs_scope_read: "This key may not read numbers and exports. Ask for one with the scope read.",
  error_needs_scope_segments: "This key may not use segments and groups. Ask for one with the scope segments.",
  error_needs_scope_erase: "This key may not erase people. Ask for one with the scope erase.",
  error_needs_scope_review: "This key may not decide on wins. Ask for one with the scope review.",
  error_needs_scope_operate: "This key may not see the metrics. Ask for one with the scope operate.",
  error_too_many_guesses: "Too many wrong keys came in a short time. Wait a minute, then try again.",
  error_bad_purpose: "A purpose is needed, one line of at most {purpose_max} characters.",
  error_bad_time: "One of the times cannot be read.",
  error_group_ends_before_it_opens: "It has to close after it opens.",
  error_group_ends_in_the_past: "It would be closed already. Choose a later time.",
  error_group_too_long: "A group closes at most 90 days from now.",
  error_bad_cursor: "The cursor cannot be read. Begin again without one.",
  error_cursor_mismatch: "This cursor belongs to another export.",
  error_bad_name: "A name is needed, one line of at most {name_max} characters.",
  error_network: "The endpoint could not be reached. Check the connection and try again.",
  error_unavailable: "The endpoint is busy. Please try again in a moment.",
  error_other: "That did not work. Please try again.",
};

const zh: Sentences = {
  error_already_erased: "此人之前已被删除，没有留下任何数据。",
  error_bad_rule: "这个组合条件无法识别，请逐条检查。",
  error_unknown_segment: "这个人群已经不在了。",
  error_unknown_group: "这个群已经不在了。",
  error_group_not_open: "群还没有开放，开放后才能取得成员名单。",
  error_group_closed: "群已关闭，成员名单已删除，只保留人数。",
  error_unknown_review: "这个获奖已经不需要审核了。",
  error_review_decided: "这个获奖已有别的结论，请刷新列表。",
  error_no_code_left: "预留的券码已被收回，库存也没有了。请先补充库存，再通过。",
  error_missing_analyst_key: "需要分析密钥。",
  error_wrong_analyst_key: "端点不接受这个分析密钥。",
  error_needs_scope_read: "这个密钥无权查看数据和导出，请申请带 read 权限的密钥。",
  error_needs_scope_segments: "这个密钥无权使用人群和群，请申请带 segments 权限的密钥。",
  error_needs_scope_erase: "这个密钥无权删除个人数据，请申请带 erase 权限的密钥。",
  error_needs_scope_review: "这个密钥无权审核获奖，请申请带 review 权限的密钥。",
  error_needs_scope_operate: "这个密钥无权查看运行指标，请申请带 operate 权限的密钥。",
  error_too_many_guesses: "短时间内输错密钥太多次，请等一分钟再试。",
  error_bad_purpose: "需要写明用途，一行，最多 {purpose_max} 个字符。",
  error_bad_time: "有一个时间无法识别。",
  error_group_ends_before_it_opens: "关闭时间要晚于开放时间。",
  error_group_ends_in_the_past: "关闭时间已过，请选择更晚的时间。",
  error_group_too_long: "群最长开放到 90 天之后。",
  error_bad_cursor: "无法识别这个游标，请不带游标重新开始。",
  error_cursor_mismatch: "这个游标属于另一个导出。",
  error_bad_name: "需要一个名称，一行，最多 {name_max} 个字符。",
  error_network: "连不上端点，请检查网络后重试。",
  error_unavailable: "端点有点忙，请稍后再试。",
  error_other: "没有成功，请再试一次。",
};

const words = { en: { ...errorWords.en, ...en }, zh: { ...errorWords.zh, ...zh } };
const limits = { name_max: MAX_SEGMENT_NAME_CHARS, purpose_max: MAX_PURPOSE_CHARS };

/** A sentence for an error tag, in the page's language; an unknown tag gets the general one. */
export function errorText(locale: string, tag: string): string {
  const word = `error_${tag}`;
  return translator(locale, words)(word in words.en ? (word as keyof typeof words.en) : "error_other", limits);
}
