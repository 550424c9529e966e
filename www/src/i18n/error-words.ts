// Sentences for the endpoint's error tags, both languages. Loaded after the first frame: until then the few in play-words.ts serve.
import type { ErrorTag } from "../kit/tags";
import type { PlayWord } from "./play-words";

/** Refusals of what only analysts ask for; insights/labels/error-words.ts has their sentences. */
export type AnalystTag = Extract<
  ErrorTag,
  | "already_erased"
  | "bad_cursor"
  | "bad_name"
  | "bad_purpose"
  | "bad_rule"
  | "bad_time"
  | "cursor_mismatch"
  | "group_closed"
  | "group_ends_before_it_opens"
  | "group_ends_in_the_past"
  | "group_not_open"
  | "group_too_long"
  | "missing_analyst_key"
  | "no_code_left"
  | "review_decided"
  | `needs_scope_${string}`
  | "too_many_guesses"
  | "unknown_group"
  | "unknown_review"
  | "unknown_segment"
  | "wrong_analyst_key"
>;

/** Every other tag that has no sentence in play-words.ts: tsc names the one that is missing here. */
type PlayTag = Exclude<ErrorTag, AnalystTag>;
/** What a verified run is told when its prize was left. */
type LeftPrize = "error_network_limit" | "error_work_missing";
/** What a captcha's sheet says. */
type Captcha = "error_captcha" | "error_captcha_unreachable" | "error_captcha_leave";
type Sentences = Record<Exclude<`error_${PlayTag}`, PlayWord> | LeftPrize | Captcha, string>;

const en: Sentences = {
  error_consent_withdrawn: "You took your consent back, so nothing is counted or kept. Agree again to play for the prize.",
  error_player_erased: "Your data was deleted, as asked. Agree again to begin anew.",
  error_campaign_not_started: "The campaign has not started yet.",
  error_rules_version_mismatch: "There is a new version of the game. Load the page again.",
  error_invalid_token: "This page lost its player number. Load it again.",
  error_bad_user_id: "The website sent an account number that cannot be used.",
  error_wrong_signature: "The website could not prove who you are, so you play without your account here.",
  error_no_identity_keys: "Accounts of the website are not used in this campaign.",
  error_other_user: "Somebody else used this browser before. Load the page again.",
  error_token_expired: "This page has been away for long. Load it again.",
  error_too_many_runs: "Too many rounds in a short time. Take a short break.",
  error_daily_runs_used: "You have played all of today's rounds. More tomorrow!",
  error_too_many_unfinished_runs: "Too many rounds were left halfway today. More tomorrow!",
  error_run_abandoned: "Newer rounds have taken the place of this one, so it could not be counted.",
  error_unknown_run: "This round is not known any more, so it could not be counted.",
  error_run_not_yours: "This round belongs to another player, so it could not be counted.",
  error_run_already_finished: "This round was already counted.",
  error_run_expired: "This round was finished too late to be counted.",
  error_score_mismatch: "The score did not match the replay, so it could not be counted.",
  error_trace_malformed: "The round arrived damaged and could not be counted.",
  error_trace_version: "This round was played with an old version of the game.",
  error_rules_retired: "This round began with rules that are kept no longer, so it could not be counted.",
  error_run_too_fast: "The round ended too soon to be counted.",
  error_taps_too_fast: "The taps came faster than fingers can, so the score could not be counted.",
  error_not_by_hand: "The taps did not look like those of a hand, so this round could not be counted. Play another one.",
  error_unknown_invite: "This invitation is not valid any more.",
  error_party_over: "This party is over. Start your own, and friends come to you.",
  error_own_invite: "This is your own party link. Pass it on: friends label you, you do not.",
  error_giver_blocked: "You cannot stick labels here any more.",
  error_unknown_label: "One of these labels is not part of this campaign. Load the page again.",
  error_too_many_labels: "Those are too many labels. Take one off.",
  error_duplicate_label: "The same label was chosen twice.",
  error_label_already_accepted: "You had already kept this label.",
  error_label_already_declined: "You had already declined this label.",
  error_label_already_withdrawn: "You had already taken this label off.",
  error_label_not_accepted: "Only a label you kept can be taken off.",
  error_unknown_label_id: "This label is not there any more.",
  error_label_not_yours: "This label was stuck on somebody else.",
  error_labels_disabled: "There are no labels in this campaign.",
  error_missing_write_key: "The page sends without its write key. Load it again.",
  error_wrong_write_key: "The endpoint does not accept this page's write key.",
  error_invites_disabled: "There are no invitations in this campaign.",
  error_unknown_player: "This player is not known any more. Load the page again.",
  error_bad_encoding: "What the page sent arrived garbled. Load it again.",
  error_unsupported_encoding: "The server does not read what the page sent.",
  error_bad_json: "The page sent something the server cannot read. Load it again.",
  error_bad_query: "The page asked for something the server cannot read. Load it again.",
  error_body_too_large: "That was more than the server takes at once.",
  error_body_too_slow: "The connection is very slow. Please try again.",
  error_too_many_events: "That was more than the server takes at once.",
  error_overloaded: "Very many people are playing. Please try again in a moment.",
  error_not_found: "There is nothing here any more. Load the page again.",
  error_method_not_allowed: "The page is out of date. Load it again.",
  error_work_required: "One moment… Many prizes went to your network today, so your phone earns this one with a little work.",
  error_work_missing: "You won, but your browser could not do the work your network is asked for, so there is no coupon this time. Your score counts.",
  error_network_limit: "Many prizes have gone to your network today. You can play on for fun; prizes are back tomorrow.",
  error_captcha: "You won! Many prizes went to your network today. Show that you are a person, and the coupon is yours.",
  error_captcha_unreachable: "The check that you are a person could not be loaded. Your win is kept meanwhile.",
  error_captcha_leave: "Go on without the coupon",
  error_internal: "The server stumbled. Please try again in a moment.",
};

const zh: Sentences = {
  error_consent_withdrawn: "你已撤回同意，不再计成绩，也不保存任何信息。想赢奖品请重新同意。",
  error_player_erased: "你的数据已按要求删除。重新同意后可以从头开始。",
  error_campaign_not_started: "活动还没有开始。",
  error_rules_version_mismatch: "游戏有新版本，请重新加载页面。",
  error_invalid_token: "玩家编号已失效，请重新加载页面。",
  error_bad_user_id: "网站传来的账号无法使用。",
  error_wrong_signature: "网站没能证明你的身份，本次游戏不关联你的账号。",
  error_no_identity_keys: "本次活动不使用网站账号。",
  error_other_user: "这个浏览器之前由别人使用，请重新加载页面。",
  error_token_expired: "离开太久了，请重新加载页面。",
  error_too_many_runs: "短时间内玩得太多了，休息一下。",
  error_daily_runs_used: "今天的局数已经玩完，明天再来！",
  error_too_many_unfinished_runs: "今天有太多局没有玩完，明天再来！",
  error_run_abandoned: "之后又开了新的局，这一局无法计入。",
  error_unknown_run: "找不到这一局，成绩无法计入。",
  error_run_not_yours: "这一局属于另一位玩家，成绩无法计入。",
  error_run_already_finished: "这一局已经计入。",
  error_run_expired: "这一局提交得太晚，成绩无法计入。",
  error_score_mismatch: "分数与回放不一致，成绩无法计入。",
  error_trace_malformed: "这一局的数据不完整，成绩无法计入。",
  error_trace_version: "这一局用的是旧版游戏。",
  error_rules_retired: "这一局开始时的规则已经停用，成绩无法计入。",
  error_run_too_fast: "这一局结束得太快，成绩无法计入。",
  error_taps_too_fast: "点击速度超过了手指的极限，成绩无法计入。",
  error_not_by_hand: "这一局的点击不像是手点的，成绩无法计入。再玩一局吧。",
  error_unknown_invite: "这个邀请已失效。",
  error_party_over: "这场派对已经结束。开一场自己的，等朋友来。",
  error_own_invite: "这是你自己的派对链接。发给朋友，由他们来贴。",
  error_giver_blocked: "你不能再在这里贴标签了。",
  error_unknown_label: "有的标签不在本次活动里，请重新加载页面。",
  error_too_many_labels: "标签太多了，请去掉一个。",
  error_duplicate_label: "同一个标签选了两次。",
  error_label_already_accepted: "这个标签你已经留下了。",
  error_label_already_declined: "这个标签你已经谢绝了。",
  error_label_already_withdrawn: "这个标签你已经撤下了。",
  error_label_not_accepted: "只有留下的标签才能撤下。",
  error_unknown_label_id: "这个标签已经不在了。",
  error_label_not_yours: "这个标签是贴给别人的。",
  error_labels_disabled: "本次活动没有标签。",
  error_missing_write_key: "页面缺少写入密钥，请重新加载。",
  error_wrong_write_key: "端点不接受本页的写入密钥。",
  error_invites_disabled: "本次活动不能邀请朋友。",
  error_unknown_player: "找不到这位玩家，请重新加载页面。",
  error_bad_encoding: "页面发来的内容在途中损坏，请重新加载。",
  error_unsupported_encoding: "服务器无法读取页面发来的内容。",
  error_bad_json: "服务器看不懂页面发来的内容，请重新加载。",
  error_bad_query: "服务器看不懂页面的请求，请重新加载。",
  error_body_too_large: "内容太多，服务器一次收不下。",
  error_body_too_slow: "网络太慢了，请再试一次。",
  error_too_many_events: "内容太多，服务器一次收不下。",
  error_overloaded: "玩的人太多了，请稍后再试。",
  error_not_found: "这里已经没有内容了，请重新加载页面。",
  error_method_not_allowed: "页面版本太旧，请重新加载。",
  error_work_required: "请稍候……你的网络今天已领走很多奖品，手机正在做一点计算来换取这一份。",
  error_work_missing: "你赢了，但浏览器没能完成所需的计算，这次没有优惠券。成绩有效。",
  error_network_limit: "你的网络今天已领走很多奖品，现在可以继续玩，明天再来赢奖品。",
  error_captcha: "你赢了！你的网络今天已领走很多奖品，完成一次真人验证，优惠券就是你的。",
  error_captcha_unreachable: "真人验证没有加载成功，你的成绩先为你保留。",
  error_captcha_leave: "不要优惠券，继续玩",
  error_internal: "服务器出了点问题，请稍后再试。",
};

export const errorWords = { en, zh };
