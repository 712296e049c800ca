using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Generates images from prompts.</summary>
/// <remarks>
/// <para>Sends each prompt to the Responses API with the image tool and emits an image object with its ids, prompts,
/// bytes and file. Pipe it to Edit-AIImage to change it, or to Save-AIImage to save it.</para>
/// <para>The prompt can be an argument, text from the pipeline, or the property Prompt of an object. Every image option
/// also binds by property name, so a CSV row is a complete request. Options that you omit are not sent.</para>
/// <para>Each input that fails gives one error, and the others continue. Without a key, use Connect-AIImageService
/// -Sandbox or the environment variable IMAGEGEN_SANDBOX=1, which work offline and cost nothing.</para>
/// </remarks>
/// <example>
/// <para>Generate an image and save it</para>
/// <code>New-AIImage 'a gray tabby cat hugging an otter with an orange scarf' -OutFile ./otter.png</code>
/// <para>The extension of the file sets the format.</para>
/// </example>
/// <example>
/// <para>A chain of edits</para>
/// <code>New-AIImage 'a lighthouse at dusk' -Size 1536x1024 | Edit-AIImage 'add a storm' |
///     Save-AIImage ./pictures</code>
/// <para>The edit continues the conversation of the first image by its response id.</para>
/// </example>
/// <example>
/// <para>Finish an interrupted run</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage -OutFile './pictures/{slug}.png' -Resume -Sidecar</code>
/// <para>Prompts whose files exist are not sent again.</para>
/// </example>
/// <example>
/// <para>Use the same character in every image</para>
/// <code>$fox = New-AIImage 'a red fox with a green scarf, on white'
/// 'a library', 'a ship at sea' | New-AIImage |
///     Edit-AIImage 'put the fox into the scene' -Reference $fox -OutFile './fox-{index}.png'</code>
/// <para>-Reference adds the image of the character to every edit.</para>
/// </example>
/// <example>
/// <para>Repeat a request</para>
/// <code>$image = New-AIImage 'a red fox' -Quality high
/// $image.Request | New-AIImage -OutFile ./again.png</code>
/// <para>The request has the prompt, the options and the models that were used. A sidecar keeps it for later.</para>
/// </example>
/// <example>
/// <para>See what would be sent</para>
/// <code>New-AIImage 'a castle of ice' -Quality high -Count 3 -WhatIf</code>
/// <para>Nothing is sent, so it costs nothing.</para>
/// </example>
/// <input cref="string">The prompt.</input>
/// <input cref="PSObject">A row with a column Prompt and, optionally, columns with the names of parameters.</input>
/// <seealso cref="EditAIImageCommand"/>
/// <seealso cref="GetAIImageStreamCommand"/>
/// <seealso cref="SaveAIImageCommand"/>
[Cmdlet(VerbsCommon.New, "AIImage", SupportsShouldProcess = true)]
[OutputType(typeof(AIImage))]
public sealed class NewAIImageCommand : GenerationCommand
{
    /// <summary>What the image shows.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "What the image shows.")]
    [PromptTransformation]
    [AllowEmptyString]
    public string Prompt { get; set; } = default!;

    /// <summary>
    /// Starts the work in the background and returns at once with Status queued (background = true). Wait-AIImage gets
    /// the image, in this session or, by its ResponseId, in another.
    /// </summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Generates the images of one prompt.</summary>
    protected override void ProcessRecord() => Intake.Take(Prompt, input =>
    {
        if (Input is PSObject source && DeserializedImage.NamesSource(source))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                "The input is or names a source image, which New-AIImage does not use. "
                + "Nothing was sent. Use Edit-AIImage, or pipe in only the prompt.");
        }

        OrderInput wanted = new(Prompt, ImageInputs.None, IsEdit: false)
        {
            Background = NoWait ? BackgroundMode.Submit : BackgroundMode,
        };
        Intake.Place(Intake.Values, wanted, input);
    });
}
