using System.Text.RegularExpressions;

namespace ImageGen.Help;

/// <summary>The manifest as the package has it: with the project's addresses, where they are known.</summary>
internal static partial class PackageManifest
{
    /// <summary>Gets the manifest for the package.</summary>
    /// <param name="manifest">The manifest as it is in the repository.</param>
    /// <param name="project">The project's address; empty where it is not known, and then nothing is added.</param>
    public static string Write(string manifest, string project)
    {
        if (project.Length == 0) return manifest;

        string[] lines =
        [
            "$0",
            $"            ProjectUri   = '{project}'",
            $"            LicenseUri   = '{project}/blob/HEAD/LICENSE'",
            $"            IconUri      = '{project}/raw/HEAD/icon.png'",
        ];
        string linked = Notes().Replace(manifest, $"${{notes}} {project}/blob/HEAD/CHANGELOG.md'");
        return Tags().Replace(linked, string.Join('\n', lines));
    }

    [GeneratedRegex(@"^ *Tags *= .*$", RegexOptions.Multiline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"(?<notes>ReleaseNotes *= *'[^']+)'")]
    private static partial Regex Notes();
}
