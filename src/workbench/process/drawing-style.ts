let asked: Promise<void> | null = null

/**
 * Fetches the drawing programs' style sheet once, when the first drawing is opened, and waits for it: before it is there the
 * places of drawings have no size. A sheet that does not come leaves a drawing that looks plain, not one that is missing.
 */
export function fetchDrawingStyle(): Promise<void> {
  const address = document.getElementById('desk')?.dataset['drawingStyle']
  if (address === undefined) return Promise.resolve()
  asked ??= new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = address
    link.onload = () => resolve()
    link.onerror = () => resolve()
    document.head.append(link)
  })
  return asked
}
