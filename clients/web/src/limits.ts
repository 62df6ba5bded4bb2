/** Every number that bounds the client, in one place. Times in milliseconds, audio in samples at 48 kHz. */
export const Limits = {
  /** Samples a second of every session. */
  sampleRate: 48_000,
  /** Samples by which an Opus encoder's lookahead delays what a decoder gives back (libopus, audio mode, 48 kHz). */
  opusDelay: 312,

  /** Commands that may wait for their acknowledgement; the next one is refused with `queue-full`. */
  pendingCommands: 256,
  /** Bytes the browser may hold unsent on the socket before further commands wait. */
  socketBufferedBytes: 64 * 1024,
  /** How often a waiting command looks whether the socket has drained. */
  drainPollMs: 20,
  /** A command without an acknowledgement for this long fails with `timeout`, connected or not. */
  commandTimeoutMs: 30_000,

  /** First wait before reconnecting; doubles with each failure. */
  backoffFirstMs: 250,
  /** Longest wait before reconnecting. */
  backoffLongestMs: 8_000,
  /** A connection that has not said welcome by then is given up. */
  welcomeTimeoutMs: 10_000,
  /** A connection on which nothing arrives for this long is given up. */
  silenceTimeoutMs: 8_000,
  /** How often the connection is looked at, pinged, and told how the player does. */
  heartbeatMs: 2_000,
  /** Refusals of a freshly fetched token in a row before the session gives up. */
  tokenRefusals: 3,

  /** Packets that may wait in a decoder; the next ones are dropped and counted. */
  decodeQueue: 150,
  /** Decoder failures in a row before the session goes over to PCM. */
  decodeFailures: 3,

  /** Audio that came before the first start and is kept for it, milliseconds; older frames are let go. */
  earlyMs: 200,

  /** Samples of decoded audio the worklet holds for each stream; older ones give way. */
  ringSamples: 1 << 18,
  /** Streams a session may have. */
  streams: 64,

  /** Buffered audio before the first sound. */
  startMs: 90,
  /** Wanted low-water mark of the buffer at the start, and its bounds. */
  targetMs: 60,
  leastTargetMs: 30,
  greatestTargetMs: 1_000,

  /** Cues, beats and captions that may wait to be heard; the oldest is fired early beyond that. */
  scheduled: 4_096,
} as const;
