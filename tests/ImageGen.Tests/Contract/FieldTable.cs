using System.Collections.Generic;

namespace ImageGen.Tests.Contract;

/// <summary>
/// Every field of the image tool and of the Images API, the parameter that sets it, and where it is then seen. What has
/// no parameter of its own goes through -AdditionalProperty or -AdditionalBody.
/// </summary>
internal static class FieldTable
{
    public const string Tool = "tool";
    public const string Generations = "generations";
    public const string EditsForm = "edits, form";
    public const string EditsJson = "edits, JSON";

    private const string Svg =
        "-AdditionalProperty @{ svg = @{ model = 'gpt-5.6-sol'; reasoning = @{ effort = 'low' } } }";

    public static IReadOnlyList<FieldRow> Rows { get; } =
    [
        .. Of(
            Tool,
            "New-AIImage 'a fox'",
            "Edit-AIImage 'a fox' -Image image.png",
            "Get-AIImageStream 'a fox'",
            "tools.0.",
            [
                new("type", Always, "\"image_generation\""),
                new("model", "-ImageModel gpt-image-2", "\"gpt-image-2\"", IsAlways: true),
                new("action", Edited, "\"edit\""),
                new("size", "-Size 1536x1024", "\"1536x1024\""),
                new("quality", "-Quality xhigh", "\"xhigh\""),
                new("output_format", "-OutputFormat webp", "\"webp\""),
                new("output_compression", "-OutputCompression 0", "0"),
                new("background", "-Background transparent", "\"transparent\""),
                new("moderation", "-Moderation low", "\"low\""),
                new("partial_images", Streamed + "-PartialImages 3", "3"),
                new("input_fidelity", Edited + "-InputFidelity high", "\"high\""),
                new("input_image_mask.file_id", Edited + "-Mask file-7", "\"file-7\""),
                new("input_image_mask.image_url",
                    Edited + "-Mask https://example.com/m.png", "\"https://example.com/m.png\""),
                new("complexity", "-Complexity high", "\"high\""),
                new("frame_count", "-AdditionalProperty @{ frame_count = 4 }", "4"),
                new("frame_duration_ms", "-AdditionalProperty @{ frame_duration_ms = 100 }", "100"),
                new("svg.model", Svg, "\"gpt-5.6-sol\""),
                new("svg.reasoning.effort", Svg, "\"low\""),
            ]),
        .. Of(
            Generations,
            "New-AIImage 'a fox' -Api Images",
            "",
            "Get-AIImageStream 'a fox' -Api Images",
            "",
            [
                new("prompt", Always, "\"a fox\""),
                new("model", "-Model gpt-image-2", "\"gpt-image-2\"", IsAlways: true),
                new("n", "-Count 2", "2"),
                .. Common,
                new("moderation", "-Moderation low", "\"low\""),
                new("svg.model", Svg, "\"gpt-5.6-sol\""),
                new("svg.reasoning.effort", Svg, "\"low\""),
                new("response_format", "-AdditionalBody @{ response_format = 'b64_json' }", "\"b64_json\""),
                new("style", "-AdditionalProperty @{ style = 'vivid' }", "\"vivid\""),
            ]),
        .. Of(
            EditsForm,
            "Edit-AIImage 'a fox' -Image image.png -Api Images",
            "Edit-AIImage 'a fox' -Image image.png -Api Images",
            "Get-AIImageStream 'a fox' -Image image.png -Api Images",
            "",
            [
                new("image[]", Always, "image/png"),
                new("prompt", Always, "a fox"),
                new("mask", "-Mask right.png", "image/png"),
                new("markup", "-Markup right.png", "image/png"),
                new("model", "-Model gpt-image-2", "gpt-image-2", IsAlways: true),
                new("n", "-Count 2", "2"),
                .. Common,
                new("input_fidelity", "-InputFidelity high", "high"),
                new("svg[model]", Svg, "gpt-5.6-sol"),
                new("svg[reasoning][effort]", Svg, "low"),
                new("response_format", "-AdditionalBody @{ response_format = 'b64_json' }", "b64_json"),
            ]),
        .. Of(
            EditsJson,
            "Edit-AIImage 'a fox' -Image file-1, https://example.com/a.png -Api Images",
            "",
            "Get-AIImageStream 'a fox' -Image file-1, https://example.com/a.png -Api Images",
            "",
            [
                new("images.0.file_id", Always, "\"file-1\""),
                new("images.1.image_url", Always, "\"https://example.com/a.png\""),
                new("prompt", Always, "\"a fox\""),
                new("mask.file_id", "-Mask file-7", "\"file-7\""),
                new("mask.image_url", "-Mask https://example.com/m.png", "\"https://example.com/m.png\""),
                new("model", "-Model gpt-image-2", "\"gpt-image-2\"", IsAlways: true),
                new("n", "-Count 2", "2"),
                .. Common,
                new("moderation", "-Moderation low", "\"low\""),
                new("input_fidelity", "-InputFidelity high", "\"high\""),
            ]),
    ];

    /// <summary>What both endpoints of the Images API take alike.</summary>
    private static IEnumerable<Setting> Common =>
    [
        new("size", "-Size 1536x1024", "\"1536x1024\""),
        new("quality", "-Quality xhigh", "\"xhigh\""),
        new("background", "-Background transparent", "\"transparent\""),
        new("output_format", "-OutputFormat webp", "\"webp\""),
        new("output_compression", "-OutputCompression 0", "0"),
        new("stream", Streamed, "true"),
        new("partial_images", Streamed + "-PartialImages 3", "3"),
        new("complexity", "-Complexity high", "\"high\""),
        new("frame_count", "-AdditionalProperty @{ frame_count = 4 }", "4"),
        new("frame_duration_ms", "-AdditionalBody @{ frame_duration_ms = 100 }", "100"),
        new("safety_identifier", "-SafetyIdentifier user-1", "\"user-1\""),
        new("user", "-AdditionalBody @{ user = 'u' }", "\"u\""),
    ];

    private const string Always = "";
    private const string Edited = "edit ";
    private const string Streamed = "stream ";

    private static IEnumerable<FieldRow> Of(
        string section, string command, string edit, string stream, string prefix, IEnumerable<Setting> settings)
    {
        foreach (Setting setting in settings)
        {
            string with = setting.By.StartsWith(Edited) ? $"{edit} {setting.By[Edited.Length..]}"
                : setting.By.StartsWith(Streamed) ? $"{stream} {setting.By[Streamed.Length..]}"
                : $"{command} {setting.By}";
            string value = section == EditsForm ? setting.Value.Trim('"') : setting.Value;
            yield return new FieldRow(
                section, setting.Field, with, command, prefix + setting.Field, value, setting.IsAlways
                    || setting.By == Always);
        }
    }

    private sealed record Setting(string Field, string By, string Value, bool IsAlways = false);
}
