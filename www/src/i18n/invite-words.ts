// Words of the invite sheet, English and Chinese.
import type { Translate } from "./locale";

const en = {
  your_name: "Your first name (optional)",
  your_name_hint: "Friends see it on the invitation",
  share: "Share",
  copy_link: "Copy link",
  close: "Close",
  making_link: "Making your link…",
  poster_alt: "Invitation with a QR code. Press and hold to save.",
  poster_hint: "Press and hold the picture to save it",
  poster_scan: "Scan to play",
  poster_from: "{name} invites you",
  share_text: "{title} – play a round!",
  invite_title: "Play it together",
  invite_note: "There is no prize for sharing. It is just more fun with friends.",
  invite_progress: "{arrived} opened · {played} played",
  copied: "Copied",
  copy_failed: "Press and hold to copy",
};

const zh: InviteWords = {
  your_name: "你的称呼（选填）",
  your_name_hint: "朋友会在邀请上看到",
  share: "分享",
  copy_link: "复制链接",
  close: "关闭",
  making_link: "正在生成链接…",
  poster_alt: "带二维码的邀请图，长按可保存。",
  poster_hint: "长按图片保存",
  poster_scan: "扫码来玩",
  poster_from: "{name}邀请你",
  share_text: "{title}，来玩一局！",
  invite_title: "叫上朋友一起玩",
  invite_note: "分享没有奖励，只是和朋友一起更好玩。",
  invite_progress: "{arrived} 人打开 · {played} 人玩过",
  copied: "已复制",
  copy_failed: "请长按复制",
};

export const inviteWords = { en, zh };

export type InviteWords = Record<keyof typeof en, string>;
export type InviteTranslate = Translate<keyof typeof en>;
