BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'What comes through the pipeline' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'counts every record, also one that fails' {
        @'
Prompt,Count,Api
a fox,,
,,
a heron,"1,0",
a toad,,nonsense
a hare,,
'@ | Set-Content jobs.csv
        $run = Watch-Script { Import-Csv jobs.csv | New-AIImage }
        $texts = Watch-Script { 'a fox', '', $null, (Get-Date), 'a hare' | New-AIImage }

        $run.Output.Prompt | Should -Be 'a fox', 'a hare'
        $run.Output.Index | Should -Be 0, 4
        $run.Errors.Count | Should -Be 3
        $texts.Output.Index | Should -Be 0, 4
    }

    It 'takes whole numbers and refuses the others for their row alone' {
        foreach ($count in '1,0', '1,5', '2.5', '0', 'two', '1e1') {
            $row = [pscustomobject] @{ Prompt = 'a fox'; Count = $count }
            $run = Watch-Script { $row, [pscustomobject] @{ Prompt = 'a hare' } | New-AIImage }
            $run.Errors | Should -Be 'InvalidRequest' -Because $count
            $run.Messages | Should -BeLike "*-Count*'$count'*"
            $run.Posts | Should -Be 1 -Because $count
        }

        @("Prompt,Count`na fox,2.0" | ConvertFrom-Csv | New-AIImage).Count | Should -Be 2
        $row = [pscustomobject] @{ Prompt = 'a fox'; OutputFormat = 'jpeg'; OutputCompression = '7,5' }
        (Watch-Script { $row | New-AIImage }).Posts | Should -Be 0
        Get-ErrorId { New-AIImage 'a fox' -Count 2.5 } | Should -Be 'InvalidRequest'
        Get-ErrorId { New-AIImage 'a fox' -Count '1,0' } | Should -Be 'InvalidRequest'
    }

    It 'means the same numbers in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            @("Prompt,Count`na fox,2.0" | ConvertFrom-Csv | New-AIImage).Count | Should -Be 2
            Get-ErrorId { "Prompt,Count`na fox,`"2,0`"" | ConvertFrom-Csv | New-AIImage } | Should -Be 'InvalidRequest'
            $image = New-AIImage 'a fox' -OutFile ./fox.png
            $image | Select-Object Metadata | Export-Csv images.csv
            $copy = Import-Csv images.csv | Save-AIImage ./copy.png -PassThru

            $copy.Cost | Should -Be $image.Cost
            $copy.CreatedAt | Should -Be $image.CreatedAt
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'is never drawn anew where it is an image or names one' {
        $image = New-AIImage 'a fox' -OutFile ./fox.png
        $edit = $image | Edit-AIImage 'in the snow'
        $image | Export-Clixml image.xml
        $rows = foreach ($column in 'Image', 'LiteralPath', 'FullName', 'ResponseId') {
            [pscustomobject] @{ Prompt = 'a hare'; $column = './fox.png' }
        }
        $run = Watch-Script {
            $image | New-AIImage 'a hare'
            Import-Clixml image.xml | New-AIImage 'a hare'
            $edit.Request | New-AIImage
            $rows | New-AIImage
            Get-Item ./fox.png | New-AIImage 'a hare'
        }

        $run.Posts | Should -Be 0
        $run.Errors | Should -Be (@('InvalidRequest') * 8)
        $run.Messages | Select-Object -First 7 | Should -BeLike '*Edit-AIImage*'
    }

    It 'runs a request again from the image that it made, also after a file or a job' {
        $image = New-AIImage 'a fox' -Quality low -Size 1536x1024 -OutFile ./fox.png
        $edit = Edit-AIImage 'in the snow' -LiteralPath ./fox.png -Quality low -OutFile ./snow.png
        $image, $edit | Export-Clixml images.xml
        $restored = Import-Clixml images.xml
        $job = Start-Job -ArgumentList $module {
            Import-Module $args[0]
            Connect-AIImageService -Sandbox
            New-AIImage 'a fox' -Quality low -Size 1536x1024
        } | Receive-Job -Wait -AutoRemoveJob

        foreach ($request in $image.Request, $restored[0].Request, $job.Request) {
            $again = $request | New-AIImage
            $again.Prompt, $again.Quality, $again.Size | Should -Be 'a fox', 'low', '1536x1024'
        }
        foreach ($request in $edit.Request, $restored[1].Request) {
            $again = $request | Edit-AIImage
            $again.Action, $again.Quality | Should -Be 'edit', 'low'
            $again.ParentPath | Should -Be (Join-Path $PWD 'fox.png')
        }
        @($image.Request | Get-AIImageStream).Where{ $_.IsFinal }.Quality | Should -Be 'low'
        $again = $image.Request | New-AIImage -OutFile ./again.png
        $again.Prompt | Should -Be 'a fox'
        Test-Path ./again.png | Should -BeTrue
    }

    It 'is not edited where it is a preview' {
        $run = Watch-Script { Get-AIImageStream 'a fox' | Edit-AIImage 'in the snow' }
        $preview = Get-AIImageStream 'a fox' | Select-Object -First 1
        $edit = Edit-AIImage 'in the snow' -Image $preview

        $run.Posts | Should -Be 2
        @($run.Output).Count | Should -Be 1
        @($run.Warnings).Count | Should -Be 1
        $edit.Action | Should -Be 'edit'
    }

    It 'is refused as a whole by Combine when one image cannot be read' {
        $null = 'soap', 'lotion' | New-AIImage -OutFile './{slug}.png'
        Set-Content ./ribbon.png 'not a picture'
        $run = Watch-Script { Get-ChildItem *.png | Edit-AIImage 'a gift basket with all of these' -Combine }
        $missing = Watch-Script { Edit-AIImage 'a basket' -Path ./soap.png, ./gone.png -Combine }

        $run.Posts + $missing.Posts | Should -Be 0
        $run.Messages[-1] | Should -BeLike '*Nothing was sent*'
        $missing.Messages[-1] | Should -BeLike '*Nothing was sent*'
    }

    It 'is an error where no column of a row is used' {
        $run = Watch-Script {
            [pscustomobject] @{ Colour = 'red' } | New-AIImage
            [pscustomobject] @{ Colour = 'red' } | Get-AIImageStream 'a fox'
            [pscustomobject] @{ Colour = 'red' } | Edit-AIImage 'in the snow'
        }

        $run.Posts | Should -Be 0
        $run.Errors.Count | Should -Be 3
    }

    It 'may be bytes in any list that PowerShell makes of them' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png
        $bytes = Get-Content ./fox.png -AsByteStream
        $list = [System.Collections.Generic.List[byte]] $bytes
        $run = Watch-Script {
            Edit-AIImage 'in the snow' -Image $bytes
            , $bytes | Edit-AIImage 'in the snow'
            Edit-AIImage 'in the snow' -Image $list
            , $list | Edit-AIImage 'in the snow'
            [pscustomobject] @{ Image = $bytes } | Edit-AIImage 'in the snow'
        }

        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Action | Should -Be (@('edit') * 5)
    }
}
