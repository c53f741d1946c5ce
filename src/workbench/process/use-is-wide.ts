import { useSyncExternalStore } from 'react'

// Below this width there is no room to draw; looking still works.
const wideEnough = matchMedia('(min-width: 900px)')
const subscribe = (listener: () => void) => {
  wideEnough.addEventListener('change', listener)
  return () => wideEnough.removeEventListener('change', listener)
}
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => wideEnough.matches)
