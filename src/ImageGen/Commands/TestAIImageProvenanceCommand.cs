using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ImageGen.Apis.Provenance;
using ImageGen.Files;
using ImageGen.Provenance;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Shows what an image says about its origin, and with -Online what the service says about it.</summary>
/// <remarks>
/// <para>The content credentials (C2PA) in the image are read locally: the signer, the software and the actions. They
/// are not verified: anybody can write them, and an image without them may still be made by a model. This module never
/// changes the bytes of an image, so the service's credentials are kept.</para>
/// <para>With -Online, the image is sent to the service (POST /content_provenance_checks), which looks for content
/// credentials and for SynthID, a watermark. Only OpenAI and the sandbox support this.</para>
/// </remarks>
/// <example>
/// <para>See the credentials of a new image</para>
/// <code>New-AIImage 'a red fox' | Test-AIImageProvenance</code>
/// </example>
/// <example>
/// <para>Ask the service too</para>
/// <code>New-AIImage 'a red fox' -OutFile ./fox.png -Force | Test-AIImageProvenance -Online |
///     Select-Object -ExpandProperty Checks</code>
/// </example>
/// <example>
/// <para>Find the images of a folder that have no credentials</para>
/// <code>Get-ChildItem *.png, *.jpg | Test-AIImageProvenance | Where-Object HasContentCredentials -eq $false</code>
/// </example>
/// <input cref="AIImage">Images, live or deserialized; files; paths; bytes as one object.</input>
/// <seealso cref="ExportAIImageGalleryCommand"/>
/// <seealso cref="GetAIImageCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AIImageProvenance")]
[OutputType(typeof(AIImageProvenance))]
public sealed class TestAIImageProvenanceCommand : ServiceCommand
{
    private int _inputs;

    /// <summary>The image: an image, a file, a path, or its bytes as one object.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "The image to check: an image of this module, a file, a path or its bytes.")]
    public PSObject InputObject { get; set; } = default!;

    /// <summary>Sends the image to the service to check its origin.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    private protected override bool NeedsService => Online;

    /// <summary>Looks at the images of one input.</summary>
    protected override void ProcessRecord()
    {
        CommandInput input = CommandInput.Piped(this, InputObject, _inputs++);
        this.Attempt(input, () =>
        {
            foreach (AIImage image in LocalImages.Read(this, InputObject)) Test(image, input);
        });
    }

    private void Test(AIImage image, CommandInput input)
    {
        if (image.Format is null)
        {
            throw new AIImageException(ErrorIds.ImageReadFailed, "It is not a supported image.");
        }

        if (!Online)
        {
            WriteObject(ProvenanceOf(image, checks: null));
            return;
        }

        EncodedImage content = image.IsInMemory
            ? new EncodedImage(image.RequireBytes(), image.MediaType!)
            : new EncodedImage(image.FullName!, image.Length, image.MediaType!);
        ServiceConnection service = Directory.Chosen(ChosenService);
        Drain(service, new ProvenanceClient(service).CheckAsync(content, Settings), "provenance", input, e =>
        {
            if (e is ProvenanceChecked { Checks: IReadOnlyList<AIImageProvenanceCheck> checks })
            {
                WriteObject(ProvenanceOf(image, checks));
            }
        });
    }

    private static AIImageProvenance ProvenanceOf(AIImage image, IReadOnlyList<AIImageProvenanceCheck>? checks)
    {
        ManifestClaim? claim = image.HasContentCredentials ? ReadClaim(image) : null;
        return new AIImageProvenance(image.FullName, image.Format)
        {
            HasContentCredentials = image.HasContentCredentials,
            Issuer = claim?.Issuer,
            Generator = claim?.Generator,
            Actions = claim?.Actions ?? [],
            SourceTypes = claim?.SourceTypes ?? [],
            Checks = checks,
            Message = !image.HasContentCredentials
                ? "The image has no content credentials. This does not show how it was made."
                : claim is null
                    ? "The image has content credentials that cannot be read."
                    : $"The image claims to be signed by {claim.Issuer ?? "an unnamed signer"}"
                        + $" and written by {claim.Generator ?? "unnamed software"}. The claim is not verified.",
        };
    }

    private static ManifestClaim? ReadClaim(AIImage image)
    {
        try
        {
            using Stream stream = image.OpenRead();
            return ManifestClaim.Read(ContentCredentials.ReadManifest(stream, image.Format));
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageReadFailed,
                $"The image could not be read: {PlainText.Line(exception.Message)}",
                exception);
        }
    }
}
