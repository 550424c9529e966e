// Why the game did not come: no connection, no server, too slow, or a file that is blocked or damaged. Loaded when it did not.
import { isChinese } from "../i18n/locale";

const PROBE_MS = 1_500;
const words = {
  en: {
    offline: "No network. Please check your connection.",
    unreachable: "The server cannot be reached.",
    slow: "It takes very long to arrive. It starts when it is here; loading it again may help.",
    damaged: "A file of the game was blocked or damaged on its way. Another browser or network usually helps.",
  },
  zh: {
    offline: "没有网络，请检查连接。",
    unreachable: "连不上服务器。",
    slow: "下载很慢，到了就会开始，也可以重新加载。",
    damaged: "有个游戏文件被拦截或损坏了，换个浏览器或网络一般就好。",
  },
};

export async function loadFailure(locale: string, isLate: boolean): Promise<string> {
  const t = isChinese(locale) ? words.zh : words.en;
  if (!navigator.onLine) return t.offline;
  if (isLate) return t.slow;
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), PROBE_MS);
  try {
    await fetch("/health", { cache: "no-store", signal: aborter.signal });
    return t.damaged; // the server answers, the file does not come
  } catch {
    return t.unreachable;
  } finally {
    clearTimeout(timer);
  }
}
