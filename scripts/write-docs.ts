import { writeFileSync } from 'node:fs'
import { renderMoves } from './docs/render-moves.ts'

writeFileSync('docs/moves.md', renderMoves())
console.log('docs/moves.md is written')
