// Words about prizes that are gone, come later or are used up for today. None is wanted in the first frame of a usual visit.
import type { Translate } from "./locale";

const en = {
  all_gone: "All gone – play for fun!",
  all_gone_today: "Today's are all gone – play for fun!",
  prizes_again: "New ones from {date}",
  paced: "You won! Your coupon comes {date}. It is kept for you: open this page then.",
  won_for_fun: "You won! Today's coupons are all gone; there are new ones from {date}.",
  for_fun_now: "The coupons are all gone. This round is for fun.",
  for_fun_until: "Today's coupons are all gone. This round is for fun; new ones from {date}.",
  rounds_left: "{n} more rounds today.",
  one_round_left: "One more round today.",
  no_round_left: "That was today's last round.",
  day_over: "That's it for today",
  day_over_more: "You have played all of today's rounds. The next ones are ready {date}.",
  unfinished_more: "Too many rounds were left halfway today. The next ones are ready {date}. A round you are still playing counts.",
  play_for_fun: "Play for fun",
  held: "You won! We check your win first. Your coupon is kept for you and appears on this page.",
  win_held: "We check your win. Your coupon is kept for you and appears here.",
  win_refused: "We checked your win and could not count it. You can play again.",
  win_accepted: "Your win was checked: {title} is yours. Code {code}",
};

export type PrizeWord = keyof typeof en;
export type PrizeTranslate = Translate<PrizeWord>;

const zh: Record<PrizeWord, string> = {
  all_gone: "奖品已领完，玩个开心！",
  all_gone_today: "今天的奖品已领完，玩个开心！",
  prizes_again: "{date} 起有新的",
  paced: "你赢了！券码将在 {date} 发放，已为你留好，到时再打开本页即可。",
  won_for_fun: "你赢了！今天的券已发完，{date} 起有新的。",
  for_fun_now: "券已全部发完，这一局只为开心。",
  for_fun_until: "今天的券已发完，这一局只为开心；{date} 起有新的。",
  rounds_left: "今天还能玩 {n} 局。",
  one_round_left: "今天还能玩 1 局。",
  no_round_left: "这是今天的最后一局。",
  day_over: "今天就玩到这里",
  day_over_more: "今天的局数已经玩完，{date} 可以再玩。",
  unfinished_more: "今天有太多局没有玩完，{date} 可以再玩。正在玩的那一局仍然算数。",
  play_for_fun: "随便玩玩",
  held: "你赢了！我们先核对一下这次获胜，优惠券已为你留好，核对后会出现在本页。",
  win_held: "正在核对你的获胜，优惠券已为你留好，核对后会出现在这里。",
  win_refused: "我们核对了你的获胜，这一局无法计入。你可以再玩一局。",
  win_accepted: "核对通过，{title}归你了！券码：{code}",
};

export const prizeWords = { en, zh };
