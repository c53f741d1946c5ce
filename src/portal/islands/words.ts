/** The language the page is in; both sentences stand side by side, as on the server. */
export const zh = document.documentElement.lang.startsWith('zh')
export const w = (chinese: string, english: string): string => (zh ? chinese : english)
