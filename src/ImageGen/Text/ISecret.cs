using System.Text.RegularExpressions;

namespace ImageGen.Text;

/// <summary>What must not appear in any text.</summary>
internal interface ISecret
{
    /// <summary>What finds it in a text; null for one that is too short to be told from other words.</summary>
    Regex? Pattern { get; }
}
