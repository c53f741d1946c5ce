import { type ApiDeps, makeRouter } from '../api-context.ts'
import { decisionRoutes } from './decision-routes.ts'
import { definitionRoutes, drawnRoutes } from './definition-routes.ts'
import { drawingRoutes } from './drawing-routes.ts'
import { replayRoutes } from './replay-routes.ts'

/** Everything about routes and decisions; fixed paths before those with a key. */
export const processRoutes = (deps: ApiDeps, changed: () => Promise<void>) =>
  makeRouter()
    .route('/', drawingRoutes(deps))
    .route('/', replayRoutes(deps, changed))
    .route('/', decisionRoutes(deps))
    .route('/', definitionRoutes(deps, changed, 'process'))
    .route('/', drawnRoutes(deps))
    .route('/', definitionRoutes(deps, changed, 'decision'))
