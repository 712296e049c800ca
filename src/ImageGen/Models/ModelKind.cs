namespace ImageGen.Models;

/// <summary>Mainline models call the image tool; image models draw.</summary>
internal enum ModelKind
{
    Mainline,
    Image,
}
