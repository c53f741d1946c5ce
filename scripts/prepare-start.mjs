// Before `npm start`: what the service needs to run is installed, and the server made into one file.
import './ensure-installed.mjs'

const { buildServer } = await import('./build-server.mjs')
await buildServer()
