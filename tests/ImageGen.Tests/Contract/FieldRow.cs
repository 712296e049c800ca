namespace ImageGen.Tests.Contract;

/// <summary>
/// How one field of the wire is set. It must stand at its place, with its value, after the one script, and not after
/// the other, unless it is always sent.
/// </summary>
/// <param name="Section">The request that has the field.</param>
/// <param name="Field">Its name in the contract.</param>
/// <param name="With">The script that sets it.</param>
/// <param name="Without">The same without it.</param>
/// <param name="Place">Path in the JSON; in a form the name of the part.</param>
/// <param name="Value">The value as JSON; in a form as text, of a file its content type.</param>
/// <param name="IsAlways">True for what no request is without.</param>
internal sealed record FieldRow(
    string Section, string Field, string With, string Without, string Place, string Value, bool IsAlways);
