import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Mine } from './unread.tsx'
import { placeName, type View } from './view.ts'

type Page = {
  title: string
  children: ReactNode
  /** Islands of script this page wants; every page works without them. */
  islands?: readonly string[]
  /** There are errors on the page: the title says so first. */
  wrong?: boolean
  narrow?: boolean
}

/** The whole document. Scripts are modules from our own origin; nothing is inline. */
export function renderPage(view: View, page: Page): string {
  const { w } = view
  const title = `${page.wrong ? w('错误：', 'Error: ') : ''}${page.title} – ${w('办妥', 'Bantuo')}`
  const city = view.city.divisions.get(`${view.city.cityCode}00000000`)
  const document = (
    <html lang={view.locale === 'zh' ? 'zh-CN' : 'en'} className={view.elder ? 'elder' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#ffffff" />
        <title>{title}</title>
        <meta
          name="description"
          content={w(
            `${city.name}政务服务：查清楚怎么办，在线申请，看得见进度。`,
            `Government services of ${placeName(view, city)}: find out how, apply online, follow your case.`,
          )}
        />
        <link rel="stylesheet" href={view.assets.css} />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {['base', ...(page.islands ?? [])].map((name) => (
          <script key={name} type="module" src={view.assets.island(name)} />
        ))}
      </head>
      <body>
        <a className="skip" href="#main">
          {w('跳到正文', 'Skip to content')}
        </a>
        <p className="offline-bar" role="status" data-offline hidden>
          {w(
            '网络断开了。已填的内容留在这台设备上，连上后自动保存。',
            'You are offline. What you typed stays on this device and is saved when you are back.',
          )}
        </p>
        <header className="top">
          <div className="page">
            <a className="mark" href="/">
              <i lang="zh-CN">办妥</i>
              <span>{placeName(view, city)}</span>
            </a>
            <a className="place" href={`/place?return=${encodeURIComponent(view.path)}`}>
              <span className="sr">{w('当前地方：', 'Place: ')}</span>
              {placeName(view, view.place)}
            </a>
            <nav aria-label={w('常用', 'Main')}>
              <Mine view={view} />
              {view.session?.account.kind === 'officer' ? <a href="/workbench/">{w('工作台', 'Workbench')}</a> : null}
              <a href={`/settings/elder?on=${view.elder ? '0' : '1'}&return=${encodeURIComponent(view.path)}`}>
                {view.elder ? w('标准版', 'Standard') : w('关怀版', 'Large text')}
              </a>
              <a
                href={`/settings/lang?to=${w('en', 'zh')}&return=${encodeURIComponent(view.path)}`}
                lang={w('en', 'zh-CN')}
                hrefLang={w('en', 'zh-CN')}
              >
                {w('EN', '中文')}
              </a>
            </nav>
          </div>
        </header>
        <main id="main" className={page.narrow ? 'page narrow' : 'page'}>
          {page.children}
        </main>
        <footer className="foot">
          <div className="page">
            <a href="/follow">{w('凭编号查进度', 'Follow a case by number')}</a>
            <a href="/verify">{w('核验证明真伪', 'Verify a document')}</a>
            <a href="tel:12345">{w('政务热线 12345', 'Hotline 12345')}</a>
            <a href="/openapi.json">{w('开放接口', 'Open API')}</a>
            {view.demo ? (
              <p>
                {w(
                  '这是演示系统：机构代码为合成，限时、收费与条文未逐项核对，标有“示例数据”。',
                  'This is a demonstration: codes are synthetic; limits, fees and articles are unverified and marked “sample data”.',
                )}
              </p>
            ) : null}
          </div>
        </footer>
      </body>
    </html>
  )
  return `<!doctype html>${renderToStaticMarkup(document)}`
}
