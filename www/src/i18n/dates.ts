// Dates in short form, for people.
function shortDate(iso: string, locale: string): string {
  const date = new Date(iso);
  if (isNaN(+date)) return iso;
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale, { year, month: "short", day: "numeric" });
}

/** The last day of something that ends at this moment: what ends at midnight ends the day before. */
export function lastDay(iso: string, locale: string): string {
  const end = new Date(iso);
  return isNaN(+end) ? iso : shortDate(new Date(+end - 1000).toISOString(), locale);
}

export function dayAndTime(iso: string, locale: string): string {
  const date = new Date(iso);
  if (isNaN(+date)) return iso;
  return date.toLocaleString(locale, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}
