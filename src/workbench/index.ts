export { buildWorkbench } from './build.ts'
export { workbenchRoutes } from './workbench-routes.ts'
