// The log message of a process about spans that it could not send.

/** Prints each failure once: a collector that is away would fill the log. */
export function createReport(print: (line: string) => void): (text: string) => void {
  const reported = new Set<string>();
  return (text) => {
    const message = messageOf(text).replaceAll(/\p{Cc}/gu, ' ');
    if (!reported.has(message)) print(`Tracing: ${message}`);
    reported.add(message);
  };
}

/** The SDK describes an error as JSON with its stack. One of several addresses has `errors` instead of a message. */
function messageOf(text: string): string {
  try {
    const { message, errors } = JSON.parse(text);
    return message || errors || text;
  } catch {
    return text;
  }
}
