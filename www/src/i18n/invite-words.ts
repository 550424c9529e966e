// Words of the invite sheet, English and Chinese.
import type { Translate } from "./words";

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

const zh = {
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

/** Where labels are stuck, the link leads to a party about its owner. */
export const partyInviteWords = {
  en: {
    ...en,
    your_name_hint: "So that friends know whom they label",
    poster_scan: "Scan to stick labels on me",
    poster_from: "Who is {name}?",
    share_text: "Which labels fit me? Stick them on!",
    invite_title: "What do your friends see?",
    invite_note: "Pass your party link on and find out. You decide which labels stay. There is no prize for sharing.",
    invite_progress: "{arrived} opened · {played} stuck labels",
  },
  zh: {
    ...zh,
    your_name_hint: "让朋友知道是在贴谁",
    poster_scan: "扫码给我贴标签",
    poster_from: "{name}是什么样的人？",
    share_text: "哪些标签像我？来给我贴上！",
    invite_title: "朋友眼里的你是什么样？",
    invite_note: "把派对链接发给朋友就知道了。哪些标签留下由你决定，分享没有奖励。",
    invite_progress: "{arrived} 人打开 · {played} 人贴过",
  },
};
export type InviteTranslate = Translate<keyof typeof en>;
