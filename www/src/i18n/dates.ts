// Dates as people say them.
export function shortDate(iso: string, locale: string): string {
  const date = new Date(iso);
  if (isNaN(+date)) return iso;
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale, { year, month: "short", day: "numeric" });
}

export function dayAndTime(iso: string, locale: string): string {
  const date = new Date(iso);
  if (isNaN(+date)) return iso;
  return date.toLocaleString(locale, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}
