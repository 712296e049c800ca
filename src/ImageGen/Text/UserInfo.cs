using System.Text.RegularExpressions;

namespace ImageGen.Text;

/// <summary>User names and passwords that stand in addresses, as in <c>http://user:password@proxy:8080</c>.</summary>
internal static class UserInfo
{
    private const string Colon = @"(?::|\\{1,8}u003a|&\#(?:58|x3a);)";
    private const string Slash = @"(?:\\{0,8}/|\\{1,8}u002f|&\#(?:47|x2f);)";
    private const string At = @"(?:@|\\{1,8}u0040|&\#(?:64|x40);)";

    private const string Strict = @"(?:[^\s/?\#""<>]|&\#x?[0-9a-f]{1,6};){1,1024}";

    /// <summary>
    /// A password with blanks and quotes: some of the framework's texts show it as it is. What follows a host and is a
    /// port begins none.
    /// </summary>
    private const string Loose = @"[^\s/?\#""<>:@]{1,256}:(?!" + Port + @")[^\s/?\#][^/?\#\r\n]{0,1024}";

    private const string Port = @"[0-9]{1,5}(?:[\s/?\#""'<>,;)]|$)";

    /// <summary>
    /// In an address as it is, or with its marks escaped as in JSON or HTML. The last @ before the path ends it. Its
    /// length is limited so that no text takes long.
    /// </summary>
    private static readonly Regex s_plain = Pattern($"(?<={Colon}{Slash}{Slash})(?:{Strict}|{Loose}){At}");

    /// <summary>In an address that is a part of another one.</summary>
    private static readonly Regex s_escaped = Pattern(
        @"(?<=%3a%2f%2f)(?:(?!%2f|%3f|%23)[^\s/?\#""<>&]){1,1024}(?:%40|@)");

    /// <summary>The text without them; what else the addresses hold is kept.</summary>
    public static string Cut(string text) =>
        s_escaped.Replace(s_plain.Replace(text, string.Empty), string.Empty);

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
