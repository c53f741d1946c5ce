import 'bpmn-js/dist/assets/diagram-js.css'
import './workbench.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Workbench } from './app.tsx'

const place = document.getElementById('desk')
if (place === null) throw new Error('the page has no place for the desk')
// The nonce is a property only: browsers hide the attribute once the page is parsed.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
createRoot(place).render(
  <StrictMode>
    <Workbench nonce={nonce} />
  </StrictMode>,
)
