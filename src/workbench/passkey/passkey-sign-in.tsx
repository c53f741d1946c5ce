import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from '@simplewebauthn/browser'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { askAt } from '../api-client.ts'
import { ProblemNotice } from '../layout/notice.tsx'
import type { Problem } from '../problem.ts'
import { w } from '../text.ts'
import { brokenOff } from './broken-off.ts'

const post = <T,>(address: string, body: unknown) =>
  askAt<T>(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Asks the device, and has the server check what it signed; null when the officer is signed in. */
async function signIn(): Promise<Problem | null> {
  const asked = await post<PublicKeyCredentialRequestOptionsJSON>('/sign-in/passkey/ask', {})
  if (!asked.ok) return asked.problem
  const signed = await startAuthentication({ optionsJSON: asked.value }).catch((error: unknown) => brokenOff(error))
  if ('problem' in signed) return signed.problem
  const answer = await post('/sign-in/passkey', signed)
  return answer.ok ? null : answer.problem
}

/** 用通行密钥登录: one press, and the page that was asked for is there. `beside` is the other way to sign in. */
export function PasskeySignIn({ beside }: { beside: ReactNode }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    setProblem(null)
    const failed = await signIn()
    setBusy(false)
    if (failed === null) location.reload()
    else setProblem(failed)
  }
  return (
    <>
      <div className="actions">
        {beside}
        {browserSupportsWebAuthn() ? (
          <Button size="large" loading={isBusy} onClick={() => void press()}>
            {w('用通行密钥登录', 'Sign in with a passkey')}
          </Button>
        ) : null}
      </div>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  )
}
