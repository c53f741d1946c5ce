import type { Persona } from './persona.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char] ?? char)

/** The list of personas: plain links, so that it works without scripts. */
export const personaPage = (personas: readonly Persona[], path: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>演示身份 Demo identities</title><style>
body{margin:0;font:17px/1.6 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif;color:#1A1D21;background:#F5F6F8}
main{max-width:640px;margin:0 auto;padding:32px 20px 64px}h1{font-size:28px;line-height:1.3;margin:0 0 8px}p{color:#4A5058;margin:0 0 24px}
ul{list-style:none;margin:0;padding:0;background:#fff;border:1px solid #D5D9DF;border-radius:8px}li+li{border-top:1px solid #D5D9DF}
a{display:block;padding:14px 20px;text-decoration:none;color:#0B4DA2}a:hover{background:#EAF2FC}a:focus-visible{outline:3px solid #FFBF47;box-shadow:0 0 0 5px #1A1D21}
[lang=en]{font-variant-east-asian:proportional-width}
b{font-weight:600;font-size:18px}span{display:block;color:#4A5058;font-size:16px}</style></head>
<body><main><h1>您想以谁的身份登录？</h1><p>这些人都不存在，仅供演示。正式部署时，这里是全国一体化平台的统一身份认证。<br><span lang="en">None of these people exist. A real deployment signs in at the national identity provider.</span></p>
<ul>${personas
  .map(
    (persona) =>
      `<li><a href="${escapeHtml(path)}?persona=${encodeURIComponent(persona.subject)}"><b>${escapeHtml(persona.name)}</b><span>${escapeHtml(persona.about.zh)}</span><span lang="en">${escapeHtml(persona.about.en)}</span></a></li>`,
  )
  .join('')}</ul></main></body></html>`
