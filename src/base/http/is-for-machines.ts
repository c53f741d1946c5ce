/** Whether an address is one of the machine face: programs are answered in problems (RFC 9457), people in pages. */
export const isForMachines = (path: string): boolean => path.startsWith('/api/')
