// Words of the queue of held wins, English and Chinese.
import { translator, type Translate } from "../../i18n/locale";

const en = {
  title: "Wins to check",
  note: "Their timing is unlike a hand's, though a person could have done it. The code is reserved until you decide.",
  waiting: "{n} waiting",
  empty: "No win waits for you.",
  loading: "Loading…",
  retry: "Try again",
  score: "{score} points",
  score_rival: "{score} points against {rival}",
  held_at: "since {time}",
  plays: "rounds counted: {n}",
  reactions: "{n} reactions: half of them before {median} ms, the middle half within {spread} ms, one in ten before {floor} ms.",
  slips: "Slips and taps on nothing: {n}.",
  picture: "Each dot is a reaction; the band is where people's lie.",
  axis_ms: "{n} ms",
  accept: "Accept",
  refuse: "Refuse",
  whole_run: "↓ Whole run",
  accepted: "Accepted: the coupon is issued.",
  refused: "Refused: the code is back in the stock.",
  too_soon: "{soon} actions came before anybody could have reacted.",
  too_fast: "Half of all reactions are faster than people choose.",
  too_even: "Reactions hardly differ, and none is slow; people's have a long tail.",
  alike: "{alike} reactions are the same to a sixtieth of a second.",
  clockwork: "The taps follow a steady beat.",
  on_the_tick: "{on_the_tick} of {foreseen} foreseeable moments were met in their very tick.",
  together: "{together} times two places were tapped at the same moment.",
  copied: "Another run has exactly these reactions.",
};

export type ReviewWord = keyof typeof en;
export type ReviewTranslate = Translate<ReviewWord>;

const zh: Record<ReviewWord, string> = {
  title: "待核对的获胜",
  note: "这些获胜的节奏不太像手点的，但人也可能做到。券码已预留，等你决定。",
  waiting: "{n} 个待处理",
  empty: "没有需要核对的获胜。",
  loading: "加载中…",
  retry: "重试",
  score: "{score} 分",
  score_rival: "{score} 分，对手 {rival} 分",
  held_at: "{time} 起",
  plays: "已计入 {n} 局",
  reactions: "{n} 次反应：一半快于 {median} 毫秒，中间一半相差 {spread} 毫秒以内，最快的一成快于 {floor} 毫秒。",
  slips: "失误和空点：{n} 次。",
  picture: "每个点是一次反应，浅色带是人的常见范围。",
  axis_ms: "{n} 毫秒",
  accept: "通过",
  refuse: "拒绝",
  whole_run: "↓ 整局记录",
  accepted: "已通过，优惠券已发出。",
  refused: "已拒绝，券码已退回库存。",
  too_soon: "有 {soon} 次动作快得来不及反应。",
  too_fast: "一半以上的反应快于人的选择速度。",
  too_even: "每次反应几乎一样，没有慢的；人的反应总有几次很慢。",
  alike: "有 {alike} 次反应相同，误差不到六十分之一秒。",
  clockwork: "点击像钟表一样均匀。",
  on_the_tick: "{foreseen} 个可预见的时刻中有 {on_the_tick} 个分毫不差。",
  together: "有 {together} 次同时点了两处。",
  copied: "另一局的反应与这一局完全相同。",
};

export const reviewWords = (locale: string): ReviewTranslate => translator(locale, { en, zh });
