import type { Problem } from '../problem.ts'
import { w } from '../text.ts'

/** What the browser says when no key came of it: taken back, too late, known already, or not the place for it. */
export function brokenOff(error: unknown): { problem: Problem } {
  const name = error instanceof Error ? error.name : ''
  const detail =
    name === 'InvalidStateError'
      ? w('这台设备已经添加过了。', 'This device was added before.')
      : name === 'NotAllowedError' || name === 'AbortError'
        ? w(
            '没有完成：您取消了，或等得太久。可以再试一次。',
            'Not done: it was cancelled, or took too long. You can try again.',
          )
        : w(
            '这台设备现在不能用通行密钥。请换一台，或用账号登录。',
            'This device cannot use a passkey now. Use another, or sign in with your account.',
          )
  return { problem: { status: 422, detail, errors: [] } }
}
