import type { Context } from 'hono'
import { findRemembered, localeOf, problem } from '#base'
import type { Session } from '#identity'
import { type ApiDeps, makeRouter } from './api-context.ts'
import { bundleRoutes } from './bundle/bundle-routes.ts'
import { caseFileRoutes } from './case-file/case-file-routes.ts'
import { catalogueRoutes } from './catalogue/catalogue-routes.ts'
import { divisionRoutes } from './division/division-routes.ts'
import { exportRoutes } from './inbox/export-routes.ts'
import { inboxRoutes } from './inbox/inbox-routes.ts'
import { incidentRoutes } from './incident/incident-routes.ts'
import { stuckBundleRoutes } from './incident/stuck-bundle-routes.ts'
import { officerRoutes } from './officer/officer-routes.ts'
import { processRoutes } from './process-definition/process-routes.ts'
import { serviceItemRoutes } from './service-item/service-item-routes.ts'
import { passkeyRoutes } from './session/passkey-routes.ts'
import { sessionRoutes } from './session/session-routes.ts'

/** The machine face: /api/v1 and /openapi.json. `changed` reloads what was published. */
export function makeApi(deps: ApiDeps, changed: () => Promise<void>) {
  const app = makeRouter()
  limited(app, deps)
  for (const routes of [
    divisionRoutes(deps),
    serviceItemRoutes(deps),
    caseFileRoutes(deps),
    bundleRoutes(deps),
    inboxRoutes(deps),
    exportRoutes(deps),
    incidentRoutes(deps),
    stuckBundleRoutes(deps),
    officerRoutes(deps),
    catalogueRoutes(deps, changed),
    processRoutes(deps, changed),
    sessionRoutes(deps),
    passkeyRoutes(deps),
  ]) {
    app.route('/api/v1', routes)
  }
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Bantuo 办妥',
      version: '1.0.0',
      description: 'Government services of a city: catalogue, cases, inbox. Errors are RFC 9457 problems.',
    },
  })
  app.all('/api/*', (c) =>
    problem(localeOf(c), 404, {
      zh: '没有这个接口。接口目录见 /openapi.json。',
      en: 'There is no such endpoint. See /openapi.json.',
    }),
  )
  return app
}

/** What one account may send so many times an hour. The same key gives the same answer, however often it is asked. */
function limited(app: ReturnType<typeof makeRouter>, { db, city, limit }: ApiDeps): void {
  const isRepeat = async (c: Context, { account }: Session): Promise<boolean> => {
    const key = c.req.header('idempotency-key') ?? ''
    return key !== '' && (await findRemembered(db, city().cityCode, account.accountId, key)) !== undefined
  }
  app.post('/api/v1/files', limit.guard('files'))
  app.on('POST', ['/api/v1/cases', '/api/v1/bundle-files'], limit.guard('submissions', isRepeat))
}
