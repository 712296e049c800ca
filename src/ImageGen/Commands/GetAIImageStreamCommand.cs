using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Generates or edits an image and emits partial images while the model draws it.</summary>
/// <remarks>
/// <para>Each partial image is emitted as soon as it is complete. The final image comes last and is an ordinary image
/// object that can start the next edit. IsFinal is true only for the final image. The service may send fewer partial
/// images than requested; each costs 100 image tokens.</para>
/// <para>With images from the pipeline, the request is an edit. If a stream ends without a final image, a
/// StreamIncomplete error is reported. Stopping the pipeline early, for example with Select-Object -First 1, ends the
/// request.</para>
/// </remarks>
/// <example>
/// <para>Watch an image grow</para>
/// <code>Get-AIImageStream 'a river made of white owl feathers' -PartialImages 3</code>
/// <para>This emits up to three partial images, then the final one.</para>
/// </example>
/// <example>
/// <para>Save the final image only</para>
/// <code>Get-AIImageStream 'a paper city' | Where-Object IsFinal | Save-AIImage ./pictures</code>
/// <para>Without the filter, the partial images are saved too.</para>
/// </example>
/// <example>
/// <para>Edit with previews</para>
/// <code>New-AIImage 'a small harbour' | Get-AIImageStream 'at night' -PartialImages 2 -OutFile ./harbour.png</code>
/// <para>With -OutFile, the final image is saved.</para>
/// </example>
/// <input cref="AIImage">An image to edit; also files, paths, bytes and ids, as with Edit-AIImage.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="EditAIImageCommand"/>
[Cmdlet(VerbsCommon.Get, "AIImageStream", SupportsShouldProcess = true)]
[OutputType(typeof(AIImagePartial), typeof(AIImage))]
public sealed class GetAIImageStreamCommand : GenerationCommand
{
    /// <summary>What the image shows, or what to change in it.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "What the image shows, or what to change in it.")]
    [PromptTransformation]
    [AllowEmptyString]
    public string Prompt { get; set; } = default!;

    /// <summary>The images to edit, as for Edit-AIImage. If omitted, an image is generated.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ImageInputTransformation]
    public object?[]? Image { get; set; }

    /// <summary>
    /// Number of partial images to request, from 0 to 3 (partial_images). Defaults to 2, or to 0 for gif and svg, which
    /// have no partial images.
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
