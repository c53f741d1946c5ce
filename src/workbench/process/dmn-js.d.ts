declare module 'dmn-js/lib/Modeler.js' {
  const Modeler: unknown
  // biome-ignore lint/style/noDefaultExport: the library exports it so, and this only tells of it
  export default Modeler
}
