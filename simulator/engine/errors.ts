/** An exception of the Python server: its class, and the arguments that both transports show. */
export class PythonError extends Error {
  readonly pythonName: string;
  readonly arguments: readonly unknown[];

  constructor(pythonName: string, message: string, args: readonly unknown[] = [message]) {
    super(message);
    this.name = "PythonError";
    this.pythonName = pythonName;
    this.arguments = args;
  }
}

export const valueError = (message: string): PythonError => new PythonError("builtins.ValueError", message);
export const typeError = (message: string): PythonError => new PythonError("builtins.TypeError", message);
export const userError = (message: string): PythonError => new PythonError("odoo.exceptions.UserError", message);
export const validationError = (message: string): PythonError => new PythonError("odoo.exceptions.ValidationError", message);
export const accessError = (message: string): PythonError => new PythonError("odoo.exceptions.AccessError", message);
export const accessDenied = (): PythonError => new PythonError("odoo.exceptions.AccessDenied", "Access Denied");
export const missingError = (model: string, id: number | string, uid: number): PythonError =>
  new PythonError("odoo.exceptions.MissingError", `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: ${uid})`);

/** What stands in `debug`: long, full of paths, and never to be shown to anybody. */
export function traceback(error: PythonError): string {
  const short = error.pythonName.replace(/^builtins\./, "");
  return `Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/odoo/http.py", line 2273, in _serve_db\n    return service_model.retrying(serve_func, env=self.env)\n${short}: ${error.message}\n`;
}
