declare module "virtual:worklet" {
  /** The worklet's program, put in by the build. */
  const source: string;
  export default source;
}
