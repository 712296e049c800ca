using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Generates or edits an image and emits partial images while it is drawn.</summary>
/// <remarks>
/// <para>Each partial image reaches the pipeline the moment it is complete; the final image comes last and is an
/// ordinary image object that can start the next edit. IsFinal tells them apart. The service may send fewer partial
/// images than asked for; each costs 100 image tokens.</para>
/// <para>With images from the pipeline it is an edit. A stream that ends without a final image is a StreamIncomplete
/// error, never silence. Leaving the pipeline early, as with Select-Object -First 1, ends the request.</para>
/// </remarks>
/// <example>
/// <para>Watch a picture grow</para>
/// <code>Get-AIImageStream 'a river made of white owl feathers' -PartialImages 3</code>
/// <para>Up to three partial images, then the final one.</para>
/// </example>
/// <example>
/// <para>Save the final image only</para>
/// <code>Get-AIImageStream 'a paper city' | Where-Object IsFinal | Save-AIImage ./pictures</code>
/// <para>Without the filter the partial images are saved beside it.</para>
/// </example>
/// <example>
/// <para>Edit with previews</para>
/// <code>New-AIImage 'a small harbour' | Get-AIImageStream 'at night' -PartialImages 2 -OutFile ./harbour.png</code>
/// <para>With -OutFile the final image is saved.</para>
/// </example>
/// <input cref="AIImage">An image to edit; also files, paths, bytes and ids, as with Edit-AIImage.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="EditAIImageCommand"/>
[Cmdlet(VerbsCommon.Get, "AIImageStream", SupportsShouldProcess = true)]
[OutputType(typeof(AIImagePartial), typeof(AIImage))]
public sealed class GetAIImageStreamCommand : GenerationCommand
{
    /// <summary>What the picture shows, or what to change, in words.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "What the picture shows, or what to change, in words.")]
    [PromptTransformation]
    [AllowEmptyString]
    public string Prompt { get; set; } = default!;

    /// <summary>What to edit, as with Edit-AIImage; without it the image is generated.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ImageInputTransformation]
    public object?[]? Image { get; set; }

    /// <summary>
    /// How many partial images to ask for, from 0 to 3 (partial_images). If omitted, 2, or 0 for gif and svg, of which
    /// there are none.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "2")]
    public string? PartialImages { get; set; }

    private protected override string? Previews => PartialImages;

    /// <summary>Streams the images of one input.</summary>
    protected override void ProcessRecord()
    {
        if (Intake.IsSkippedPreview()) return;

        object typed = Image is [object single] ? single : Image ?? (object)Prompt;
        Intake.Take(typed, input =>
        {
            bool isGeneration = Image is [object source] && DeserializedImage.IsGeneration(source);
            InputValues values = Intake.Values;
            IReadOnlyList<ImageInput> images = ReadImages(isGeneration ? null : Image);
            OrderInput wanted = new(
                values.TypedOrRowValue(Prompt, nameof(Prompt)),
                new ImageInputs(images, AIImageContext.Auto),
                IsEdit: images.Count > 0)
            {
                IsStreamed = true,
                Background = BackgroundMode,
            };
            Intake.Place(values, wanted, input);
        });
    }
}
