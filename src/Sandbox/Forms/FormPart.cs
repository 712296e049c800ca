namespace ImageGen.Sandbox.Forms;

/// <summary>
/// One part of a `multipart/form-data` body. It is a file where it has a file name; its type is null where it says
/// none.
/// </summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Data)
{
    public bool IsFile => FileName is not null;
}
