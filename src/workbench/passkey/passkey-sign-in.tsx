import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from '@simplewebauthn/browser'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { ProblemNotice } from '../layout/notice.tsx'
import { type Problem, toProblem } from '../problem.ts'
import { w } from '../text.ts'
import { brokenOff } from './broken-off.ts'

async function post<T>(path: string, body: unknown): Promise<{ value: T } | { problem: Problem }> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)
  if (response === null) return { problem: toProblem(0, null) }
  const value: unknown = await response.json().catch(() => null)
  return response.ok ? { value: value as T } : { problem: toProblem(response.status, value) }
}

/** Asks the device, and has the server check what it signed; null when the officer is signed in. */
async function signIn(): Promise<Problem | null> {
  const asked = await post<PublicKeyCredentialRequestOptionsJSON>('/sign-in/passkey/ask', {})
  if ('problem' in asked) return asked.problem
  const signed = await startAuthentication({ optionsJSON: asked.value }).catch((error: unknown) => brokenOff(error))
  if ('problem' in signed) return signed.problem
  const answer = await post('/sign-in/passkey', signed)
  return 'problem' in answer ? answer.problem : null
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
