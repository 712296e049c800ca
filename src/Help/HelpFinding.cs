namespace ImageGen.Help;

/// <summary>Something the XML docs lack, printed in the form in which MSBuild recognises an error.</summary>
/// <param name="Origin">The type or member whose documentation is to be mended.</param>
/// <param name="Code">HELP000 and up; Program.cs lists them.</param>
/// <param name="Message">What is missing.</param>
internal sealed record HelpFinding(string Origin, string Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Origin} : error {Code}: {Message}";
}
