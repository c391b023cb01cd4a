/** A server that no one here wrote: the connection string of one that tests may write to; undefined for none. */
export const realServer: string | undefined = process.env.CASELINE_TEST_ESDB || undefined;

/** Says in the name of a test how to run it, where it is skipped. */
export const realServerAsked = realServer
  ? 'CASELINE_TEST_ESDB'
  : "skipped: run with CASELINE_TEST_ESDB='esdb://127.0.0.1:2113?tls=false' npm run jest -- eventstoredb";
