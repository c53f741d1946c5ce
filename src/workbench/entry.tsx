import 'bpmn-js/dist/assets/diagram-js.css'
import './workbench.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Workbench } from './app.tsx'

const place = document.getElementById('desk')
if (place === null) throw new Error('the page has no place for the desk')
// The nonce is a property only: browsers hide the attribute once the page is parsed.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
letStylesPass(nonce)
createRoot(place).render(
  <StrictMode>
    <Workbench nonce={nonce} />
  </StrictMode>,
)

/**
 * antd's own styles carry the nonce, but a few of its parts (the lock on scrolling behind a dialog) make style elements
 * without it. Whatever our own scripts create gets it; what a page is made to contain in any other way still does not.
 */
function letStylesPass(nonce: string): void {
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement && nonce !== '') element.nonce = nonce
    return element
  }) as typeof document.createElement
}
