using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>No field of the wire that makes images is out of a user's reach.</summary>
public sealed class FieldTableTests
{
    private static readonly string[] s_tool =
    [
        "type", "model", "action", "size", "quality", "output_format", "output_compression", "background", "moderation",
        "partial_images", "input_fidelity", "input_image_mask.file_id", "input_image_mask.image_url", "complexity",
        "frame_count", "frame_duration_ms", "svg.model", "svg.reasoning.effort",
    ];

    private static readonly string[] s_generations =
    [
        "prompt", "model", "n", "size", "quality", "background", "moderation", "output_format", "output_compression",
        "stream", "partial_images", "complexity", "frame_count",
        "frame_duration_ms", "svg.model", "svg.reasoning.effort",
        "safety_identifier", "user", "response_format", "style",
    ];

    private static readonly string[] s_editsForm =
    [
        "image[]", "prompt", "mask", "markup", "model", "n", "size", "quality", "background", "input_fidelity",
        "output_format", "output_compression", "complexity", "frame_count", "frame_duration_ms", "svg[model]",
        "svg[reasoning][effort]", "stream", "partial_images", "safety_identifier", "user", "response_format",
    ];

    private static readonly string[] s_editsJson =
    [
        "model", "prompt", "images.0.file_id", "images.1.image_url", "mask.file_id", "mask.image_url", "n", "size",
        "quality", "background", "input_fidelity", "moderation", "output_format", "output_compression", "stream",
        "partial_images", "user", "complexity", "frame_count", "frame_duration_ms", "safety_identifier",
    ];

    public static TheoryData<string, string> Fields
    {
        get
        {
            TheoryData<string, string> fields = [];
            foreach (FieldRow row in FieldTable.Rows) fields.Add(row.Section, row.Field);
            return fields;
        }
    }

    [Fact]
    public void The_table_has_every_field_of_the_contract_once_and_no_other()
    {
        AssertComplete(FieldTable.Tool, s_tool);
        AssertComplete(FieldTable.Generations, s_generations);
        AssertComplete(FieldTable.EditsForm, s_editsForm);
        AssertComplete(FieldTable.EditsJson, s_editsJson);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_is_sent_when_it_is_asked_for_and_only_then(string section, string field)
    {
        FieldRow row = FieldTable.Rows.Single(row => row.Section == section && row.Field == field);
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("image.png"), Pngs.Opaque());
        File.WriteAllBytes(session.PathOf("right.png"), Pngs.WithAlpha());

        session.Run(row.With).ThrowIfFailed();
        session.Run(row.Without).ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(section == FieldTable.EditsForm, MultipartForm.Is(service.Requests[0]));
        Assert.Equal(row.Value, Find(service.Requests[0], row.Place));
        Assert.Equal(row.IsAlways, Find(service.Requests[1], row.Place) is not null);
    }

    [Fact]
    public async Task Without_options_each_request_has_the_fields_that_are_always_sent_and_no_other()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("image.png"), Pngs.Opaque());

        session.Run("""
            New-AIImage 'a fox'
            New-AIImage 'a fox' -Api Images
            Edit-AIImage 'a fox' -Image image.png -Api Images
            Edit-AIImage 'a fox' -Image file-1 -Api Images
            """).ThrowIfFailed();

        Assert.Equal(
            """[{"type":"image_generation","model":"gpt-image-2.6-sunburst"}]""", service.Requests[0].TextAt("tools"));
        Assert.Equal(["model", "prompt"], service.Requests[1].Json.Select(field => field.Key));
        Assert.Equal(["model", "prompt", "image[]"], MultipartForm.Of(service.Requests[2]).Names);
        Assert.Equal(["model", "prompt", "images"], service.Requests[3].Json.Select(field => field.Key));
    }

    private static void AssertComplete(string section, string[] fields) => Assert.Equal(
        fields.Order(), FieldTable.Rows.Where(row => row.Section == section).Select(row => row.Field).Order());

    /// <summary>The field's value: JSON, or of a form its text, or of a file its content type.</summary>
    private static string? Find(ReceivedRequest request, string place)
    {
        if (!MultipartForm.Is(request)) return request.TextAt(place);

        FormPart? part = MultipartForm.Of(request).Find(place);
        return part?.ContentType ?? part?.Text;
    }
}
